import { Button, Textarea, TextInput } from '@mantine/core';
import {
  placesOf,
  quizContract,
  showQuestion,
  type Answer,
  type Question,
  type QuestionDetail,
} from '@quad/shared/learning';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../platform/api-error';
import { HtmlEditor } from '../courses/html-editor';
import classes from './editor.module.css';
import { KeyFields, NumberField } from './key-fields';
import { listOf, problemsOf } from './question-draft';
import { QuestionView } from './question-view';
import { useBankChange } from './quizzes.queries';
import { useQuizRefusal } from './refusal-words';

interface QuestionEditorProps {
  courseId: string;
  /** as it stands in the bank; null for a new one */
  saved: QuestionDetail | null;
  first: Question;
  readOnly: boolean;
  done: (saved: QuestionDetail) => void;
}

/** A question being written, and beside it as learners will see it. */
export function QuestionEditor({ courseId, saved, first, readOnly, done }: QuestionEditorProps) {
  const { t } = useTranslation();
  const words = useQuizRefusal();
  const [draft, setDraft] = useState(first);
  const [tags, setTags] = useState(first.tags.join(', '));
  const add = useBankChange(courseId, quizContract.addQuestion);
  const change = useBankChange(courseId, quizContract.changeQuestion);
  const problems = problemsOf(draft);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (problems.length > 0) return;
    if (saved === null) add.mutate({ params: { courseId }, body: draft }, { onSuccess: done });
    else {
      const { questionId, version } = saved;
      const sent = { params: { courseId, questionId }, body: { version, question: draft } };
      change.mutate(sent, { onSuccess: done });
    }
  };
  const error = add.error ?? change.error;
  return (
    <div className={classes.editor}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <fieldset className={classes.plain} disabled={readOnly}>
          <legend className="hidden-text">{t(`learning.quizzes.type.${draft.type}`)}</legend>
          <HtmlEditor
            courseId={courseId}
            label={t('learning.quizzes.edit.prompt')}
            html={draft.prompt}
            change={(prompt) => setDraft((before) => ({ ...before, prompt }))}
            readOnly={readOnly}
          />
          <KeyFields question={draft} change={setDraft} />
          <div className={classes.row}>
            <NumberField
              label={t('learning.quizzes.edit.points')}
              value={draft.points}
              change={(points) => setDraft((before) => ({ ...before, points }))}
            />
            <TextInput
              label={t('learning.quizzes.edit.tags')}
              description={t('learning.quizzes.edit.tagsHint')}
              size="md"
              value={tags}
              onChange={({ currentTarget: { value } }) => {
                setTags(value);
                setDraft((before) => ({ ...before, tags: listOf(value, ',').slice(0, 10) }));
              }}
            />
          </div>
          {(['whenRight', 'whenWrong'] as const).map((field) => (
            <Textarea
              key={field}
              label={t(`learning.quizzes.edit.${field}`)}
              size="md"
              rows={2}
              maxLength={1_000}
              value={draft[field]}
              onChange={({ currentTarget: { value } }) =>
                setDraft((before) => ({ ...before, [field]: value }))
              }
            />
          ))}
          {problems.length === 0 ? null : (
            <ul className={classes.problems}>
              {problems.map((each) => (
                <li key={each}>{t(`learning.quizzes.problem.${each}`)}</li>
              ))}
            </ul>
          )}
          {error === null ? null : (
            <p role="alert" className={classes.refusal}>
              {error instanceof ApiError && error.code === 'conflict'
                ? t('learning.quizzes.edit.conflict')
                : words(error)}
            </p>
          )}
          {readOnly ? null : (
            <Button
              type="submit"
              size="md"
              className={classes.add ?? ''}
              loading={add.isPending || change.isPending}
              disabled={problems.length > 0}
            >
              {t('action.save')}
            </Button>
          )}
        </fieldset>
      </form>
      <Preview question={draft} />
    </div>
  );
}

/** As learners see it, to be tried out; nothing of it is kept. */
function Preview({ question }: { question: Question }) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<Answer | undefined>();
  // one and the same place while it is written
  const shown = showQuestion(
    '0'.repeat(24),
    question,
    placesOf(question, false, () => 0.4),
  );
  return (
    <aside className={classes.preview} aria-label={t('learning.quizzes.edit.preview')}>
      <h2>{t('learning.quizzes.edit.preview')}</h2>
      <QuestionView
        shown={shown}
        heading={t(`learning.quizzes.type.${question.type}`)}
        answer={answer}
        change={(given) => setAnswer(given ?? undefined)}
      />
    </aside>
  );
}
