import type { Answer, AnswerOf, ShownQuestion } from '@quad/shared/learning';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './question-view.module.css';

interface GapsAnswerProps {
  shown: Extract<ShownQuestion, { type: 'gaps' }>;
  answer: AnswerOf<'gaps'> | undefined;
  change: ((answer: Answer | null) => void) | undefined;
  label: string;
}

/** A text with fields in it. */
export function GapsAnswer({ shown: { segments }, answer, change, label }: GapsAnswerProps) {
  const { t } = useTranslation();
  const count = segments.length - 1;
  const values = Array.from({ length: count }, (_, n) => answer?.values[n] ?? '');
  const set = (at: number, value: string): void => {
    const typed = values.map((each, n) => (n === at ? value : each));
    change?.(typed.every((each) => each === '') ? null : { type: 'gaps', values: typed });
  };
  return (
    <p className={classes.gaps} role="group" aria-labelledby={label} dir="auto">
      {segments.map((segment, n) => (
        <Fragment key={n}>
          {segment}
          {n === count ? null : (
            <input
              aria-label={t('learning.quizzes.take.gap', { place: n + 1, of: count })}
              maxLength={120}
              autoComplete="off"
              readOnly={change === undefined}
              value={values[n]}
              onChange={({ currentTarget: { value } }) => set(n, value)}
            />
          )}
        </Fragment>
      ))}
    </p>
  );
}
