import { Button, CloseButton } from '@mantine/core';
import type { AssignmentBody } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import admin from '../../schools/ui/admin.module.css';
import { NumberField } from './number-field';
import classes from './rubric-editor.module.css';
import { newObjectId } from './object-id';
import { WordsField } from './words-field';

type Rubric = AssignmentBody['rubric'];
type Criterion = Rubric[number];

interface RubricEditorProps {
  rubric: Rubric;
  change: (rubric: Rubric) => void;
  readOnly: boolean;
}

const [mostCriteria, mostLevels] = [12, 8];

/** Criteria with their levels, each of which gives points. */
export function RubricEditor({ rubric, change, readOnly }: RubricEditorProps) {
  const { t } = useTranslation();
  const put = (at: number, criterion: Criterion): void =>
    change(rubric.map((each, n) => (n === at ? criterion : each)));
  const add = (): void => {
    const label = (n: number): string => t('learning.assignments.rubric.level', { n });
    const levels = [0, 1, 2].map((points) => ({ label: label(points + 1), points }));
    const title = t('learning.assignments.rubric.criterion', { n: rubric.length + 1 });
    change([...rubric, { id: newObjectId(), title, levels }]);
  };
  return (
    <fieldset className={admin.plain} disabled={readOnly}>
      <legend>{t('learning.assignments.rubric.title')}</legend>
      <p className="soft">{t('learning.assignments.rubric.hint')}</p>
      {rubric.map((criterion, at) => (
        <CriterionFields
          key={criterion.id}
          {...{ criterion }}
          put={(next) => put(at, next)}
          remove={() => change(rubric.filter((_, n) => n !== at))}
        />
      ))}
      {rubric.length >= mostCriteria ? null : (
        <span>
          <Button variant="default" onClick={add}>
            {t('learning.assignments.rubric.add')}
          </Button>
        </span>
      )}
    </fieldset>
  );
}

interface CriterionFieldsProps {
  criterion: Criterion;
  put: (criterion: Criterion) => void;
  remove: () => void;
}

function CriterionFields({ criterion, put, remove }: CriterionFieldsProps) {
  const { t } = useTranslation();
  const { title, levels } = criterion;
  const putLevel = (at: number, level: Criterion['levels'][number]): void =>
    put({ ...criterion, levels: levels.map((each, n) => (n === at ? level : each)) });
  return (
    <fieldset className={classes.criterion}>
      <legend className="hidden-text">{title}</legend>
      <WordsField
        label={t('learning.assignments.rubric.name')}
        value={title}
        change={(words) => put({ ...criterion, title: words })}
      />
      {levels.map((level, at) => (
        <div key={at} className={classes.level}>
          <WordsField
            label={t('learning.assignments.rubric.levelOf', { n: at + 1 })}
            value={level.label}
            change={(label) => putLevel(at, { ...level, label })}
          />
          <NumberField
            label={t('learning.assignments.rubric.points')}
            value={level.points}
            min={0}
            max={1_000}
            change={(points) => putLevel(at, { ...level, points })}
          />
          <CloseButton
            size={44}
            disabled={levels.length === 1}
            aria-label={t('learning.assignments.rubric.removeLevel', { name: level.label })}
            onClick={() => put({ ...criterion, levels: levels.filter((_, n) => n !== at) })}
          />
        </div>
      ))}
      <span className={admin.buttons}>
        {levels.length >= mostLevels ? null : (
          <Button
            variant="default"
            onClick={() => {
              const label = t('learning.assignments.rubric.level', { n: levels.length + 1 });
              put({ ...criterion, levels: [...levels, { label, points: (levels.at(-1)?.points ?? 0) + 1 }] });
            }}
          >
            {t('learning.assignments.rubric.addLevel')}
          </Button>
        )}
        <Button variant="subtle" color="brick" onClick={remove}>
          {t('learning.assignments.rubric.remove')}
        </Button>
      </span>
    </fieldset>
  );
}
