import type { Answer, AnswerOf, ShownQuestion } from '@quad/shared/learning';
import { NativeSelect, TextInput } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { HtmlView } from '../learn/html-view';
import { GapsAnswer } from './gaps-answer';
import { OrderAnswer } from './order-answer';
import classes from './question-view.module.css';

export interface QuestionViewProps {
  shown: ShownQuestion;
  /** as it stands above the prompt, like “Question 3 of 8” */
  heading: string;
  answer: Answer | undefined;
  /** left out where nothing is asked any more */
  change?: (answer: Answer | null) => void;
  children?: ReactNode;
}

/** A question to be answered, or as it was answered. */
export function QuestionView({ shown, heading, answer, change, children }: QuestionViewProps) {
  const { t } = useTranslation();
  const label = useId();
  return (
    <section className={classes.question} aria-labelledby={label}>
      <header className={classes.head}>
        <h3 id={label}>{heading}</h3>
        <span className="soft num">{t('learning.quizzes.points', { count: shown.points })}</span>
      </header>
      <HtmlView html={shown.prompt} />
      <Field shown={shown} answer={answer} change={change} label={label} />
      {children}
      {answer === undefined || change === undefined ? null : (
        <button type="button" className={classes.clear} onClick={() => change(null)}>
          {t('learning.quizzes.take.clear')}
        </button>
      )}
    </section>
  );
}

interface FieldProps {
  shown: ShownQuestion;
  answer: Answer | undefined;
  change: ((answer: Answer | null) => void) | undefined;
  /** the id of what names the field */
  label: string;
}

/** An answer of this type, if there is one. */
function answerOf<T extends Answer['type']>(type: T, answer: Answer | undefined): AnswerOf<T> | undefined {
  return answer?.type === type ? (answer as AnswerOf<T>) : undefined;
}

function Field({ shown, answer, change, label }: FieldProps) {
  const { t } = useTranslation();
  const readOnly = change === undefined;
  switch (shown.type) {
    case 'single': {
      const chosen = answerOf('single', answer)?.optionId;
      return (
        <Choices
          {...{ label, readOnly, type: 'radio' }}
          options={shown.options}
          isChosen={(id) => id === chosen}
          choose={(optionId) => change?.({ type: 'single', optionId })}
        />
      );
    }
    case 'multiple': {
      const chosen = answerOf('multiple', answer)?.optionIds ?? [];
      const toggled = (id: string): string[] =>
        chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
      return (
        <>
          <p className="soft">{t('learning.quizzes.take.several')}</p>
          <Choices
            {...{ label, readOnly, type: 'checkbox' }}
            options={shown.options}
            isChosen={(id) => chosen.includes(id)}
            choose={(id) => change?.({ type: 'multiple', optionIds: toggled(id) })}
          />
        </>
      );
    }
    case 'trueFalse': {
      const chosen = answerOf('trueFalse', answer)?.value;
      const options = (['true', 'false'] as const).map((id) => ({
        id,
        text: t(`learning.quizzes.take.${id}`),
      }));
      return (
        <Choices
          {...{ label, readOnly, type: 'radio', options }}
          isChosen={(id) => chosen !== undefined && id === String(chosen)}
          choose={(id) => change?.({ type: 'trueFalse', value: id === 'true' })}
        />
      );
    }
    case 'numeric':
    case 'text': {
      const { type } = shown;
      const unit = shown.type === 'numeric' && shown.unit !== '' ? shown.unit : null;
      return (
        <div className={classes.typed}>
          <TextInput
            aria-labelledby={label}
            size="md"
            maxLength={type === 'numeric' ? 60 : 300}
            readOnly={readOnly}
            inputMode={type === 'numeric' ? 'decimal' : 'text'}
            autoComplete="off"
            value={answerOf(type, answer)?.value ?? ''}
            onChange={({ currentTarget: { value } }) => change?.(value === '' ? null : { type, value })}
          />
          {unit === null ? null : <span>{unit}</span>}
        </div>
      );
    }
    case 'order':
      return <OrderAnswer {...{ shown, change, label }} answer={answerOf('order', answer)} />;
    case 'match': {
      const pairs = answerOf('match', answer)?.pairs ?? [];
      const set = (id: string, rightId: string): void => {
        const others = pairs.filter((pair) => pair.id !== id);
        const now = rightId === '' ? others : [...others, { id, rightId }];
        change?.(now.length === 0 ? null : { type: 'match', pairs: now });
      };
      return (
        <div className={classes.match}>
          {shown.lefts.map((left) => (
            <NativeSelect
              key={left.id}
              size="md"
              label={left.text}
              disabled={readOnly}
              value={pairs.find(({ id }) => id === left.id)?.rightId ?? ''}
              data={[
                { value: '', label: t('learning.quizzes.take.choose') },
                ...shown.rights.map(({ id, text }) => ({ value: id, label: text })),
              ]}
              onChange={({ currentTarget: { value } }) => set(left.id, value)}
            />
          ))}
        </div>
      );
    }
    case 'gaps':
      return <GapsAnswer {...{ shown, change, label }} answer={answerOf('gaps', answer)} />;
  }
}

interface ChoicesProps {
  label: string;
  type: 'radio' | 'checkbox';
  readOnly: boolean;
  options: readonly { id: string; text: string }[];
  isChosen: (id: string) => boolean;
  choose: (id: string) => void;
}

function Choices({ label, type, readOnly, options, isChosen, choose }: ChoicesProps) {
  const name = useId();
  return (
    <div className={classes.options} role={type === 'radio' ? 'radiogroup' : 'group'} aria-labelledby={label}>
      {options.map(({ id, text }) => (
        <label key={id} className={classes.option}>
          <input {...{ type, name }} disabled={readOnly} checked={isChosen(id)} onChange={() => choose(id)} />
          <span dir="auto">{text}</span>
        </label>
      ))}
    </div>
  );
}
