import { Button, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { QuestionOf } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';
import type { KeyFieldsProps } from './key-fields';
import { emptyPair, listOf, tempId } from './question-draft';

const most = 12;

/** Items, in the order that is right. */
export function OrderFields({ question, change }: KeyFieldsProps<QuestionOf<'order'>>) {
  const { t } = useTranslation();
  const { items } = question;
  const swap = (at: number, other: number): void => {
    const moved = [...items];
    const [a, b] = [moved[at], moved[other]];
    if (a === undefined || b === undefined) return;
    [moved[at], moved[other]] = [b, a];
    change({ ...question, items: moved });
  };
  return (
    <fieldset className={classes.plain}>
      <legend>{t('learning.quizzes.edit.inOrder')}</legend>
      {items.map(({ id, text }, n) => (
        <div key={id} className={classes.item}>
          <TextInput
            label={t('learning.quizzes.edit.item', { number: n + 1 })}
            size="md"
            maxLength={300}
            value={text}
            onChange={({ currentTarget: { value } }) =>
              change({
                ...question,
                items: items.map((each) => (each.id === id ? { ...each, text: value } : each)),
              })
            }
          />
          <button
            type="button"
            className={classes.icon}
            disabled={n === 0}
            aria-label={t('learning.quizzes.edit.itemUp', { number: n + 1 })}
            onClick={() => swap(n, n - 1)}
          >
            <IconArrowUp size={20} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={classes.icon}
            disabled={n === items.length - 1}
            aria-label={t('learning.quizzes.edit.itemDown', { number: n + 1 })}
            onClick={() => swap(n, n + 1)}
          >
            <IconArrowDown size={20} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={classes.icon}
            disabled={items.length <= 2}
            aria-label={t('learning.quizzes.edit.removeItem', { number: n + 1 })}
            onClick={() => change({ ...question, items: items.filter((each) => each.id !== id) })}
          >
            <IconTrash size={20} aria-hidden="true" />
          </button>
        </div>
      ))}
      {items.length >= most ? null : (
        <Button
          variant="default"
          className={classes.add ?? ''}
          onClick={() => change({ ...question, items: [...items, { id: tempId(), text: '' }] })}
        >
          {t('learning.quizzes.edit.addItem')}
        </Button>
      )}
    </fieldset>
  );
}

/** Pairs, and right sides that belong to nothing. */
export function MatchFields({ question, change }: KeyFieldsProps<QuestionOf<'match'>>) {
  const { t } = useTranslation();
  const { pairs, others } = question;
  const [typed, setTyped] = useState(others.map(({ text }) => text).join('\n'));
  const set = (id: string, changes: { left?: string; right?: string }): void =>
    change({ ...question, pairs: pairs.map((each) => (each.id === id ? { ...each, ...changes } : each)) });
  return (
    <fieldset className={classes.plain}>
      <legend>{t('learning.quizzes.edit.pairs')}</legend>
      {pairs.map(({ id, left, right }, n) => (
        <div key={id} className={classes.pair}>
          <TextInput
            label={t('learning.quizzes.edit.left', { number: n + 1 })}
            size="md"
            maxLength={300}
            value={left}
            onChange={({ currentTarget: { value } }) => set(id, { left: value })}
          />
          <TextInput
            label={t('learning.quizzes.edit.right', { number: n + 1 })}
            size="md"
            maxLength={300}
            value={right}
            onChange={({ currentTarget: { value } }) => set(id, { right: value })}
          />
          <button
            type="button"
            className={classes.icon}
            disabled={pairs.length <= 2}
            aria-label={t('learning.quizzes.edit.removePair', { number: n + 1 })}
            onClick={() => change({ ...question, pairs: pairs.filter((each) => each.id !== id) })}
          >
            <IconTrash size={20} aria-hidden="true" />
          </button>
        </div>
      ))}
      {pairs.length >= most ? null : (
        <Button
          variant="default"
          className={classes.add ?? ''}
          onClick={() => change({ ...question, pairs: [...pairs, emptyPair()] })}
        >
          {t('learning.quizzes.edit.addPair')}
        </Button>
      )}
      <Textarea
        label={t('learning.quizzes.edit.others')}
        description={t('learning.quizzes.edit.othersHint')}
        size="md"
        rows={2}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          const texts = listOf(value, '\n').slice(0, 6);
          change({ ...question, others: texts.map((text, n) => ({ id: others[n]?.id ?? tempId(), text })) });
        }}
      />
    </fieldset>
  );
}
