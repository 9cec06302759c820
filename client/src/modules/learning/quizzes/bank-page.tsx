import '../words';
import { Button } from '@mantine/core';
import { questionTypes, type QuestionType } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { changed, Chips, listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { SelectInAddress } from '../../schools/ui/select-in-address';
import { useToast } from '../../schools/ui/use-toast';
import { CourseNav } from '../courses/course-nav';
import { useCourse } from '../courses/courses.queries';
import classes from './bank.module.css';
import { QuestionScreen } from './question-screen';
import { QuestionTable } from './question-table';
import { useQuestions, type QuestionsParams } from './quizzes.queries';

/** The questions of a course: the list, or one of them; which one stands in the address. */
export function BankPage() {
  const { t } = useTranslation();
  const { courseId = '' } = useParams();
  const [search] = useSearchParams();
  const course = useCourse(courseId);
  const sayer = useToast();
  const questionId = search.get('question');
  const title = t('learning.quizzes.bank.title');
  const mayEdit = course.data?.mayEdit ?? false;
  return (
    <div className={page.wide}>
      <PageHeader
        title={title}
        tab={`${title} · ${course.data?.title ?? ''}`}
        above={course.data?.title}
        chip={<ConnectionChip asOf={undefined} failed={course.isError} />}
      />
      <CourseNav courseId={courseId} />
      {questionId === null ? (
        <Bank courseId={courseId} mayEdit={mayEdit} sayer={sayer} />
      ) : (
        <QuestionScreen key={questionId} {...{ courseId, questionId, mayEdit, sayer }} />
      )}
      {sayer.toast}
    </div>
  );
}

interface BankProps {
  courseId: string;
  mayEdit: boolean;
  sayer: ReturnType<typeof useToast>;
}

function Bank({ courseId, mayEdit, sayer }: BankProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const params = questionsParams(search);
  const questions = useQuestions(courseId, params);
  const tags = questions.data?.tags ?? [];
  const isNarrowed = params.q !== undefined || params.type !== undefined || params.tag !== undefined;
  return (
    <div className={classes.stack}>
      {mayEdit ? <NewQuestion /> : null}
      <div className={classes.controls} role="search">
        <SearchField label={t('learning.quizzes.bank.find')} />
        <SelectInAddress
          label={t('learning.quizzes.bank.type')}
          name="type"
          choices={[
            { value: '', label: t('learning.quizzes.bank.allTypes') },
            ...questionTypes.map((value) => ({ value, label: t(`learning.quizzes.type.${value}`) })),
          ]}
        />
        <SelectInAddress
          label={t('learning.quizzes.bank.tag')}
          name="tag"
          choices={[
            { value: '', label: t('learning.quizzes.bank.allTags') },
            ...tags.map(({ tag, questions: count }) => ({ value: tag, label: `${tag} (${count})` })),
          ]}
        />
        <Chips
          label={t('learning.quizzes.bank.state')}
          name="state"
          choices={[
            { value: 'active', label: t('learning.quizzes.bank.active') },
            { value: 'archived', label: t('learning.quizzes.bank.archived') },
          ]}
        />
      </div>
      <Loaded query={questions} heights={[52, 52, 52, 52]}>
        {({ rows, page: number, pages, total }) =>
          rows.length === 0 ? (
            <div className={page.card}>
              <Notice title={t(`learning.quizzes.bank.${isNarrowed ? 'noMatch' : 'none'}`)}>
                {isNarrowed ? undefined : t('learning.quizzes.bank.noneHint')}
              </Notice>
            </div>
          ) : (
            <div className={classes.stack}>
              <p className="soft num" aria-live="polite">
                {t('learning.quizzes.bank.count', { count: total })}
              </p>
              <QuestionTable {...{ rows, courseId, mayEdit, sayer }} />
              <ListPages page={number} pages={pages} />
            </div>
          )
        }
      </Loaded>
    </div>
  );
}

/** Which type is chosen first: it decides everything else and stays. */
function NewQuestion() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  return (
    <details className={classes.add}>
      <summary>{t('learning.quizzes.bank.add')}</summary>
      <div>
        {questionTypes.map((type) => (
          <Button
            key={type}
            component={Link}
            variant="default"
            to={`?${changed(search, 'question', `new-${type}`).toString()}`}
          >
            {t(`learning.quizzes.type.${type}`)}
          </Button>
        ))}
      </div>
    </details>
  );
}

function questionsParams(search: URLSearchParams): QuestionsParams {
  const type = questionTypes.find((each): each is QuestionType => each === search.get('type'));
  const tag = search.get('tag')?.trim().slice(0, 40) ?? '';
  return {
    ...listParams(search),
    ...(type === undefined ? {} : { type }),
    ...(tag === '' ? {} : { tag }),
    ...(search.get('state') === 'archived' ? { state: 'archived' as const } : {}),
  };
}
