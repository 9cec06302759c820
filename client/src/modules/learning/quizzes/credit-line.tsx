import { IconCheck, IconCircleHalf2, IconX } from '@tabler/icons-react';
import type { Answer, ShownQuestion } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../platform/dates';
import { useAnswerWords } from './answer-words';
import classes from './result.module.css';

interface CreditLineProps {
  shown: ShownQuestion;
  credit: number;
  solution: Answer;
  words: readonly string[];
}

/** How a question went: in a shape, in words and in points; then the answer, and what there is to say about it. */
export function CreditLine({ shown, credit, solution, words }: CreditLineProps) {
  const { t } = useTranslation();
  const answerWords = useAnswerWords();
  const outcome = credit === 1 ? 'right' : credit > 0 ? 'partly' : 'wrong';
  const Icon = { right: IconCheck, partly: IconCircleHalf2, wrong: IconX }[outcome];
  const points = { points: formatNumber(rounded(shown.points * credit)), of: formatNumber(shown.points) };
  return (
    <div className={classes.credit} data-outcome={outcome}>
      <p className={classes.outcome}>
        <Icon size={20} aria-hidden="true" />
        {t(`learning.quizzes.result.${outcome}`, points)}
      </p>
      {credit === 1 ? null : (
        <div>
          <p className="soft">{t('learning.quizzes.result.solution')}</p>
          <ul>
            {answerWords(shown, solution).map((line) => (
              <li key={line} dir="auto">
                {line}
              </li>
            ))}
          </ul>
        </div>
      )}
      {words.map((each) => (
        <p key={each} dir="auto">
          {each}
        </p>
      ))}
    </div>
  );
}

/** Points to two places: a third of one is said as 0.33. */
export function rounded(points: number): number {
  return Math.round(points * 100) / 100;
}
