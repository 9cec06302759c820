import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { QuizBody } from '@quad/shared/learning';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';
import { questionsQuery } from './quizzes.queries';

interface DrawRulesProps {
  courseId: string;
  body: QuizBody;
  change: (body: QuizBody) => void;
  readOnly: boolean;
}

const mostRules = 10;

/** So many questions of a tag, drawn anew for each attempt. */
export function DrawRules({ courseId, body, change, readOnly }: DrawRulesProps) {
  const { t } = useTranslation();
  const { data } = useQuery(questionsQuery(courseId, {}));
  const tags = data?.tags ?? [];
  const free = tags.filter(({ tag }) => !body.draw.some((each) => each.tag === tag));
  const set = (at: number, changes: Partial<QuizBody['draw'][number]>): void =>
    change({ ...body, draw: body.draw.map((each, n) => (n === at ? { ...each, ...changes } : each)) });
  const first = free[0];
  return (
    <fieldset className={classes.plain} disabled={readOnly}>
      <legend>{t('learning.quizzes.rules.draw')}</legend>
      <p className="soft">{t('learning.quizzes.rules.drawHint')}</p>
      {body.draw.map(({ tag, count }, n) => (
        <div key={tag} className={classes.draw}>
          <NativeSelect
            size="md"
            label={t('learning.quizzes.rules.drawTag')}
            value={tag}
            data={[
              { value: tag, label: tag },
              ...free.map((each) => ({ value: each.tag, label: `${each.tag} (${each.questions})` })),
            ]}
            onChange={({ currentTarget: { value } }) => set(n, { tag: value })}
          />
          <TextInput
            size="md"
            type="number"
            min={1}
            max={50}
            label={t('learning.quizzes.rules.drawCount')}
            value={count}
            onChange={({ currentTarget: { value } }) =>
              set(n, { count: Math.min(50, Math.max(1, Math.trunc(Number(value)) || 1)) })
            }
          />
          <button
            type="button"
            className={classes.icon}
            aria-label={t('learning.quizzes.rules.drawRemove', { tag })}
            onClick={() => change({ ...body, draw: body.draw.filter((_, at) => at !== n) })}
          >
            <IconX size={20} aria-hidden="true" />
          </button>
        </div>
      ))}
      {first === undefined || readOnly || body.draw.length >= mostRules ? null : (
        <Button
          variant="default"
          className={classes.add ?? ''}
          onClick={() => change({ ...body, draw: [...body.draw, { tag: first.tag, count: 1 }] })}
        >
          {t('learning.quizzes.rules.drawAdd')}
        </Button>
      )}
    </fieldset>
  );
}
