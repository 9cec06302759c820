import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { mostQuestions, type QuestionDetail, type QuizBody } from '@quad/shared/learning';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChooseDialog } from './choose-dialog';
import classes from './editor.module.css';
import { plainWords } from './plain-words';
import { questionQuery } from './quizzes.queries';

interface ChosenQuestionsProps {
  courseId: string;
  body: QuizBody;
  change: (body: QuizBody) => void;
  readOnly: boolean;
}

/** The questions every attempt asks, in order. */
export function ChosenQuestions({ courseId, body, change, readOnly }: ChosenQuestionsProps) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const { questionIds } = body;
  const found = useQueries({ queries: questionIds.map((id) => questionQuery(courseId, id)) });
  const set = (ids: readonly string[]): void => change({ ...body, questionIds: [...ids] });
  const swap = (at: number, other: number): void => {
    const moved = [...questionIds];
    const [a = '', b = ''] = [moved[at], moved[other]];
    [moved[at], moved[other]] = [b, a];
    set(moved);
  };
  const wordsOf = (detail: QuestionDetail | undefined): { text: string; more: string } => {
    if (detail === undefined) return { text: '…', more: '' };
    const { question, archived } = detail;
    const more = [
      t(`learning.quizzes.type.${question.type}`),
      t('learning.quizzes.points', { count: question.points }),
      ...(archived ? [t('learning.quizzes.rules.archived')] : []),
    ];
    return {
      text: plainWords(question.prompt) || t('learning.quizzes.bank.picture'),
      more: more.join(' · '),
    };
  };
  return (
    <section className={classes.plain} aria-labelledby="chosen-questions">
      <h2 id="chosen-questions">{t('learning.quizzes.rules.questions')}</h2>
      {questionIds.length === 0 ? <p className="soft">{t('learning.quizzes.rules.noQuestions')}</p> : null}
      <ol className={classes.chosen}>
        {questionIds.map((id, n) => {
          const words = wordsOf(found[n]?.data);
          return (
            <li key={id}>
              <span className={classes.words}>
                <span>{words.text}</span>
                <small>{words.more}</small>
              </span>
              {readOnly ? null : (
                <>
                  <button
                    type="button"
                    className={classes.icon}
                    disabled={n === 0}
                    aria-label={t('learning.quizzes.rules.up', { words: words.text })}
                    onClick={() => swap(n, n - 1)}
                  >
                    <IconArrowUp size={20} aria-hidden="true" />
                  </button>
                  <button
                    type="button"
                    className={classes.icon}
                    disabled={n === questionIds.length - 1}
                    aria-label={t('learning.quizzes.rules.down', { words: words.text })}
                    onClick={() => swap(n, n + 1)}
                  >
                    <IconArrowDown size={20} aria-hidden="true" />
                  </button>
                  <button
                    type="button"
                    className={classes.icon}
                    aria-label={t('learning.quizzes.rules.leaveOut', { words: words.text })}
                    onClick={() => set(questionIds.filter((each) => each !== id))}
                  >
                    <IconX size={20} aria-hidden="true" />
                  </button>
                </>
              )}
            </li>
          );
        })}
      </ol>
      {readOnly || questionIds.length >= mostQuestions ? null : (
        <Button variant="default" className={classes.add ?? ''} onClick={() => setChoosing(true)}>
          {t('learning.quizzes.rules.choose')}
        </Button>
      )}
      {choosing ? (
        <ChooseDialog {...{ courseId }} chosen={questionIds} choose={set} close={() => setChoosing(false)} />
      ) : null}
    </section>
  );
}
