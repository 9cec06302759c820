import { Button, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { QuestionOf } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';
import { tempId } from './question-draft';

type Choice = QuestionOf<'single'> | QuestionOf<'multiple'>;
const most = 12;

interface ChoiceFieldsProps {
  question: Choice;
  change: (question: Choice) => void;
}

/** Options: what each says, which are right, and what is said to who chose it. */
export function ChoiceFields({ question, change }: ChoiceFieldsProps) {
  const { t } = useTranslation();
  const { options, type } = question;
  const set = (id: string, changes: { text?: string; feedback?: string }): void =>
    change(
      question.type === 'single'
        ? {
            ...question,
            options: question.options.map((each) => (each.id === id ? { ...each, ...changes } : each)),
          }
        : {
            ...question,
            options: question.options.map((each) => (each.id === id ? { ...each, ...changes } : each)),
          },
    );
  const isRight = (id: string): boolean =>
    question.type === 'single'
      ? question.rightId === id
      : question.options.some((each) => each.id === id && each.right);
  const toggle = (id: string): void =>
    change(
      question.type === 'single'
        ? { ...question, rightId: id }
        : {
            ...question,
            options: question.options.map((each) =>
              each.id === id ? { ...each, right: !each.right } : each,
            ),
          },
    );
  const add = (): void => {
    const option = { id: tempId(), text: '', feedback: '' };
    change(
      question.type === 'single'
        ? { ...question, options: [...question.options, option] }
        : { ...question, options: [...question.options, { ...option, right: false }] },
    );
  };
  const remove = (id: string): void =>
    change(
      question.type === 'single'
        ? { ...question, options: question.options.filter((each) => each.id !== id) }
        : { ...question, options: question.options.filter((each) => each.id !== id) },
    );
  return (
    <fieldset className={classes.plain}>
      <legend>{t('learning.quizzes.edit.options')}</legend>
      {options.map(({ id, text, feedback }, n) => (
        <div key={id} className={classes.option}>
          <label className={classes.mark}>
            <input
              type={type === 'single' ? 'radio' : 'checkbox'}
              name="right-option"
              checked={isRight(id)}
              onChange={() => toggle(id)}
            />
            <span>{t('learning.quizzes.edit.isRight')}</span>
          </label>
          <TextInput
            label={t('learning.quizzes.edit.option', { number: n + 1 })}
            size="md"
            maxLength={300}
            value={text}
            onChange={({ currentTarget: { value } }) => set(id, { text: value })}
          />
          <TextInput
            label={t('learning.quizzes.edit.whenChosen')}
            size="md"
            maxLength={1_000}
            value={feedback}
            onChange={({ currentTarget: { value } }) => set(id, { feedback: value })}
          />
          <button
            type="button"
            className={classes.icon}
            disabled={options.length <= 2}
            aria-label={t('learning.quizzes.edit.removeOption', { number: n + 1 })}
            onClick={() => remove(id)}
          >
            <IconTrash size={20} aria-hidden="true" />
          </button>
        </div>
      ))}
      {options.length >= most ? null : (
        <Button variant="default" className={classes.add ?? ''} onClick={add}>
          {t('learning.quizzes.edit.addOption')}
        </Button>
      )}
    </fieldset>
  );
}
