import { questionTypes, type QuestionDetail } from '@quad/shared/learning';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { changed } from '../../../platform/ui/list-controls';
import { Loaded } from '../../schools/ui/loaded';
import type { Sayer } from '../../schools/ui/use-toast';
import classes from './bank.module.css';
import { emptyQuestion } from './question-draft';
import { QuestionEditor } from './question-editor';
import { questionQuery } from './quizzes.queries';
import { RegradeSection } from './regrade-section';

interface QuestionScreenProps {
  courseId: string;
  /** or `new-` and its type */
  questionId: string;
  mayEdit: boolean;
  sayer: Sayer;
}

/** One question: a new one, or one of the bank. */
export function QuestionScreen({ courseId, questionId, mayEdit, sayer }: QuestionScreenProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const type = questionTypes.find((each) => `new-${each}` === questionId);
  const done = (saved: QuestionDetail): void => {
    sayer.done(t('learning.quizzes.edit.saved'));
    if (type !== undefined)
      setSearch((before) => changed(before, 'question', saved.questionId), { replace: true });
  };
  return (
    <div className={classes.stack}>
      <p>
        <Link to={`?${changed(search, 'question', '').toString()}`}>{t('learning.quizzes.bank.back')}</Link>
      </p>
      {type === undefined ? (
        <Known {...{ courseId, questionId, mayEdit, done }} />
      ) : (
        <>
          <h2>{t(`learning.quizzes.type.${type}`)}</h2>
          <QuestionEditor
            saved={null}
            first={emptyQuestion(type)}
            readOnly={!mayEdit}
            {...{ courseId, done }}
          />
        </>
      )}
    </div>
  );
}

interface KnownProps {
  courseId: string;
  questionId: string;
  mayEdit: boolean;
  done: (saved: QuestionDetail) => void;
}

function Known({ courseId, questionId, mayEdit, done }: KnownProps) {
  const { t } = useTranslation();
  const found = useQuery(questionQuery(courseId, questionId));
  return (
    <Loaded query={found} heights={[180, 220]}>
      {(detail) => (
        <>
          <h2>{t(`learning.quizzes.type.${detail.question.type}`)}</h2>
          {mayEdit ? <RegradeSection key={`regrade ${detail.questionId}`} question={detail} /> : null}
          <QuestionEditor
            key={detail.version}
            saved={detail}
            first={detail.question}
            readOnly={!mayEdit || detail.archived}
            {...{ courseId, done }}
          />
        </>
      )}
    </Loaded>
  );
}
