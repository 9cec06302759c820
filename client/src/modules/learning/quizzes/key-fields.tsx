import { TextInput, Textarea } from '@mantine/core';
import type { Question, QuestionOf } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceFields } from './choice-fields';
import { MatchFields, OrderFields } from './list-fields';
import classes from './editor.module.css';
import { gapsFrom, listOf, textOfGaps } from './question-draft';

export interface KeyFieldsProps<Q extends Question = Question> {
  question: Q;
  change: (question: Q) => void;
}

/** What is right, by the type of the question. */
export function KeyFields({ question, change }: KeyFieldsProps) {
  const { t } = useTranslation();
  switch (question.type) {
    case 'single':
    case 'multiple':
      return <ChoiceFields question={question} change={change} />;
    case 'trueFalse':
      return (
        <fieldset className={classes.plain}>
          <legend>{t('learning.quizzes.edit.rightAnswer')}</legend>
          {([true, false] as const).map((right) => (
            <label key={String(right)} className={classes.tick}>
              <input
                type="radio"
                name="right-answer"
                checked={question.right === right}
                onChange={() => change({ ...question, right })}
              />
              {t(`learning.quizzes.take.${right ? 'true' : 'false'}`)}
            </label>
          ))}
        </fieldset>
      );
    case 'numeric':
      return <NumericFields question={question} change={change} />;
    case 'text':
      return <TextFields question={question} change={change} />;
    case 'order':
      return <OrderFields question={question} change={change} />;
    case 'match':
      return <MatchFields question={question} change={change} />;
    case 'gaps':
      return <GapsFields question={question} change={change} />;
  }
}

function NumericFields({ question, change }: KeyFieldsProps<QuestionOf<'numeric'>>) {
  const { t } = useTranslation();
  return (
    <div className={classes.row}>
      <NumberField
        label={t('learning.quizzes.edit.value')}
        value={question.value}
        change={(value) => change({ ...question, value })}
      />
      <NumberField
        label={t('learning.quizzes.edit.tolerance')}
        value={question.tolerance}
        change={(tolerance) => change({ ...question, tolerance })}
      />
      <TextInput
        label={t('learning.quizzes.edit.unit')}
        size="md"
        maxLength={20}
        value={question.unit}
        onChange={({ currentTarget: { value } }) => change({ ...question, unit: value })}
      />
    </div>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  change: (value: number) => void;
}

/** A number as it is being typed: “1,” and “−” are on their way to one. What is none yet is NaN, and cannot be saved. */
export function NumberField({ label, value, change }: NumberFieldProps) {
  const [typed, setTyped] = useState(String(value));
  return (
    <TextInput
      label={label}
      size="md"
      inputMode="decimal"
      maxLength={20}
      value={typed}
      error={Number.isNaN(value)}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        change(text.trim() === '' ? Number.NaN : Number(text.replace(',', '.').replace('−', '-')));
      }}
    />
  );
}

function TextFields({ question, change }: KeyFieldsProps<QuestionOf<'text'>>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(question.accepted.join('\n'));
  return (
    <>
      <Textarea
        label={t('learning.quizzes.edit.accepted')}
        description={t('learning.quizzes.edit.acceptedHint')}
        size="md"
        rows={4}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          change({ ...question, accepted: listOf(value, '\n') });
        }}
      />
      <Ignores question={question} change={change} />
    </>
  );
}

function GapsFields({ question, change }: KeyFieldsProps<QuestionOf<'gaps'>>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(textOfGaps(question));
  return (
    <>
      <Textarea
        label={t('learning.quizzes.edit.gaps')}
        description={t('learning.quizzes.edit.gapsHint')}
        size="md"
        rows={5}
        value={typed}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          change({ ...question, ...gapsFrom(value) });
        }}
      />
      <Ignores question={question} change={change} />
    </>
  );
}

function Ignores<Q extends QuestionOf<'text'> | QuestionOf<'gaps'>>({ question, change }: KeyFieldsProps<Q>) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.plain}>
      <legend>{t('learning.quizzes.edit.ignores')}</legend>
      {(['ignoreCase', 'ignoreSpaces', 'ignoreAccents'] as const).map((field) => (
        <label key={field} className={classes.tick}>
          <input
            type="checkbox"
            checked={question[field]}
            onChange={({ currentTarget: { checked } }) => change({ ...question, [field]: checked })}
          />
          {t(`learning.quizzes.edit.${field}`)}
        </label>
      ))}
    </fieldset>
  );
}
