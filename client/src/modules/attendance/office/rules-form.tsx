import { Button, NativeSelect, TextInput } from '@mantine/core';
import { codesOf, dayRules, type AttendanceRules, type CodeSetId } from '@quad/shared/attendance';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import page from '../../../platform/ui/page.module.css';
import { DialogActions } from '../../../platform/ui/dialog';
import { QuietHours } from '../../../platform/ui/quiet-hours';
import { useCodeLabel } from '../code-words';
import { Refusal } from '../family/refusal';
import { Choice } from './choice';
import classes from './rules-form.module.css';

interface RulesFormProps {
  rules: AttendanceRules;
  codeSet: CodeSetId;
  busy: boolean;
  error: unknown;
  save: (rules: AttendanceRules) => void;
}

const hour = 60;
const lockChoices = [hour, 24 * hour, 7 * 24 * hour, 28 * 24 * hour];

/** How a school reads its registers; each rule with a sentence of what it does. */
export function RulesForm({ rules, codeSet, busy, error, save }: RulesFormProps) {
  const { t } = useTranslation();
  const label = useCodeLabel(codeSet);
  const [wanted, setWanted] = useState(rules);
  const change = (fields: Partial<AttendanceRules>): void => setWanted({ ...wanted, ...fields });
  const { lockAfterMinutes } = wanted;
  const locks = [
    ...new Set([...lockChoices, ...(rules.lockAfterMinutes === null ? [] : [rules.lockAfterMinutes])]),
  ];
  return (
    <form
      className={page.padded}
      onSubmit={(event) => {
        event.preventDefault();
        save(wanted);
      }}
    >
      <h2>{t('office.rules.heading')}</h2>
      <p className="soft">{t('office.rules.fromNow')}</p>
      <div className={classes.fields}>
        <NativeSelect
          size="md"
          label={t('office.rules.lock')}
          description={t('office.rules.lockMore')}
          value={lockAfterMinutes ?? ''}
          data={[
            ...locks
              .sort((a, b) => a - b)
              .map((minutes) => ({ value: String(minutes), label: lengthWords(minutes, t) })),
            { value: '', label: t('office.rules.never') },
          ]}
          onChange={({ currentTarget: { value } }) =>
            change({ lockAfterMinutes: value === '' ? null : Number(value) })
          }
        />
        <NativeSelect
          size="md"
          label={t('office.rules.auto')}
          description={t('office.rules.autoMore')}
          value={wanted.autoCode ?? ''}
          data={[
            { value: '', label: t('office.rules.autoNone') },
            ...codesOf(codeSet).map(({ letter }) => ({
              value: letter,
              label: `${letter} · ${label(letter)}`,
            })),
          ]}
          onChange={({ currentTarget: { value } }) => change({ autoCode: value === '' ? null : value })}
        />
        <TextInput
          type="number"
          min={0}
          max={600}
          required
          label={t('office.rules.grace')}
          description={t('office.rules.graceMore')}
          value={wanted.graceMinutes}
          onChange={({ currentTarget }) =>
            change({ graceMinutes: Math.trunc(currentTarget.valueAsNumber || 0) })
          }
        />
        <fieldset>
          <legend>{t('office.rules.quiet')}</legend>
          <p className={classes.more}>{t('office.rules.quietMore')}</p>
          <QuietHours
            hours={wanted}
            labels={{ quietFrom: t('office.rules.quietFrom'), quietTo: t('office.rules.quietTo') }}
            change={change}
          />
        </fieldset>
        <fieldset className={classes.rules}>
          <legend>{t('office.rules.day')}</legend>
          {dayRules.map((rule) => (
            <Choice
              key={rule}
              group="dayRule"
              label={t(`office.rules.dayRule.${rule}`)}
              more={t(`office.rules.dayRuleMore.${rule}`)}
              checked={wanted.dayRule === rule}
              choose={() => change({ dayRule: rule })}
            />
          ))}
        </fieldset>
      </div>
      <Refusal error={error} />
      <DialogActions>
        <Button type="submit" loading={busy} disabled={JSON.stringify(wanted) === JSON.stringify(rules)}>
          {t('office.rules.save')}
        </Button>
      </DialogActions>
    </form>
  );
}

function lengthWords(minutes: number, t: TFunction): string {
  if (minutes % (24 * hour) === 0) return t('office.rules.days', { count: minutes / (24 * hour) });
  if (minutes % hour === 0) return t('office.rules.hours', { count: minutes / hour });
  return t('office.rules.minutes', { count: minutes });
}
