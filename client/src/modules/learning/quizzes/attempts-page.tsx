import '../words';
import { attemptSorts, attemptStates, lessonsOf } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips, listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { useMe } from '../../../platform/session';
import { Loaded } from '../../schools/ui/loaded';
import { SelectInAddress, wordIn } from '../../schools/ui/select-in-address';
import { CourseNav } from '../courses/course-nav';
import { useCourse } from '../courses/courses.queries';
import { AttemptsTable } from './attempts-table';
import classes from './bank.module.css';
import { GradedAttempt } from './graded-attempt';
import { ItemTable } from './item-table';
import { useAttempts } from './quizzes.queries';

/** Who tried a quiz and how it went; one attempt; or how its questions did. Which stands in the address. */
export function AttemptsPage() {
  const { t } = useTranslation();
  const { courseId = '', lessonId = '' } = useParams();
  const [search] = useSearchParams();
  const course = useCourse(courseId);
  const lessons = lessonsOf([...(course.data?.draft ?? []), ...(course.data?.live ?? [])]);
  const lesson = lessons.find(({ id }) => id === lessonId)?.title ?? '';
  const title = t('learning.quizzes.attempts.title');
  const attemptId = search.get('attempt');
  return (
    <div className={page.wide}>
      <PageHeader
        title={title}
        tab={`${title} · ${lesson}`}
        above={[course.data?.title, lesson]
          .filter((words) => words !== undefined && words !== '')
          .join(' · ')}
        chip={<ConnectionChip asOf={undefined} failed={course.isError} />}
      />
      <CourseNav courseId={courseId} />
      <div className={classes.stack}>
        {attemptId === null ? (
          <>
            <Chips
              label={t('learning.quizzes.attempts.view')}
              name="view"
              choices={[
                { value: 'attempts', label: t('learning.quizzes.attempts.title') },
                { value: 'items', label: t('learning.quizzes.items.title') },
              ]}
            />
            {search.get('view') === 'items' ? (
              <ItemTable {...{ courseId, lessonId }} />
            ) : (
              <Attempts {...{ courseId, lessonId }} />
            )}
          </>
        ) : (
          <GradedAttempt key={attemptId} {...{ courseId, lessonId, attemptId }} />
        )}
      </div>
    </div>
  );
}

function Attempts({ courseId, lessonId }: { courseId: string; lessonId: string }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const { timeZone } = useMe().clock;
  const state = attemptStates.find((each) => each === search.get('state'));
  const sort = wordIn(search, 'sort', attemptSorts);
  const attempts = useAttempts(courseId, lessonId, {
    ...listParams(search),
    ...(state === undefined ? {} : { state }),
    sort,
  });
  return (
    <>
      <div className={classes.controls} role="search">
        <SearchField label={t('learning.quizzes.attempts.find')} />
        <SelectInAddress
          label={t('learning.quizzes.attempts.order')}
          name="sort"
          choices={attemptSorts.map((value) => ({
            value,
            label: t(`learning.quizzes.attempts.sort.${value}`),
          }))}
        />
        <Chips
          label={t('learning.quizzes.attempts.state')}
          name="state"
          choices={[
            { value: '', label: t('learning.quizzes.attempts.all') },
            ...attemptStates.map((value) => ({ value, label: t(`learning.quizzes.attempts.${value}`) })),
          ]}
        />
      </div>
      <Loaded query={attempts} heights={[52, 52, 52, 52]}>
        {({ rows, total, page: number, pages }) =>
          rows.length === 0 ? (
            <div className={page.card}>
              <Notice title={t('learning.quizzes.attempts.none')}>
                {t('learning.quizzes.attempts.noneHint')}
              </Notice>
            </div>
          ) : (
            <div className={classes.stack}>
              <p className="soft num" aria-live="polite">
                {t('learning.quizzes.attempts.count', { count: total })}
              </p>
              <AttemptsTable rows={rows} timeZone={timeZone} />
              <ListPages page={number} pages={pages} />
            </div>
          )
        }
      </Loaded>
    </>
  );
}
