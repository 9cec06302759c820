import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { Answer, AnswerOf, ShownQuestion } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './question-view.module.css';

interface OrderAnswerProps {
  shown: Extract<ShownQuestion, { type: 'order' }>;
  answer: AnswerOf<'order'> | undefined;
  change: ((answer: Answer) => void) | undefined;
  label: string;
}

/** Put in order by buttons, so that keyboard, touch and a screen reader all can; said aloud where an item went. */
export function OrderAnswer({ shown, answer, change, label }: OrderAnswerProps) {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const ids = answer?.itemIds ?? shown.items.map(({ id }) => id);
  const items = ids.flatMap((id) => shown.items.find((item) => item.id === id) ?? []);
  const move = (from: number, to: number): void => {
    const moved = [...ids];
    const [id = ''] = moved.splice(from, 1);
    moved.splice(to, 0, id);
    change?.({ type: 'order', itemIds: moved });
    const place = { text: items[from]?.text ?? '', place: to + 1, of: ids.length };
    setSaid(t('learning.quizzes.take.moved', place));
  };
  return (
    <>
      <ol className={classes.items} aria-labelledby={label}>
        {items.map(({ id, text }, n) => (
          <li key={id}>
            <span className="num soft">{n + 1}</span>
            <span dir="auto">{text}</span>
            {change === undefined ? null : (
              <span className={classes.moves}>
                <button
                  type="button"
                  disabled={n === 0}
                  aria-label={t('learning.quizzes.take.up', { text })}
                  onClick={() => move(n, n - 1)}
                >
                  <IconArrowUp size={20} aria-hidden="true" />
                </button>
                <button
                  type="button"
                  disabled={n === items.length - 1}
                  aria-label={t('learning.quizzes.take.down', { text })}
                  onClick={() => move(n, n + 1)}
                >
                  <IconArrowDown size={20} aria-hidden="true" />
                </button>
              </span>
            )}
          </li>
        ))}
      </ol>
      <span className="hidden-text" role="status">
        {said}
      </span>
      {answer === undefined && change !== undefined ? (
        <p className={classes.asItIs}>
          <span className="soft">{t('learning.quizzes.take.notOrdered')}</span>
          <Button variant="default" onClick={() => change({ type: 'order', itemIds: ids })}>
            {t('learning.quizzes.take.asItIs')}
          </Button>
        </p>
      ) : null}
    </>
  );
}
