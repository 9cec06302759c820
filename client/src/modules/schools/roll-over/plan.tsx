import { Button, TextInput } from '@mantine/core';
import type { PlannedClass, RollOver, RollOverPlan } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDay } from '../../../platform/dates';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import table from '../ui/table.module.css';

export type Choice = NonNullable<RollOver['classes']>[number];

interface PlanProps {
  plan: RollOverPlan;
  lastDay: string;
  pending: boolean;
  choose: (choice: Choice) => void;
  apply: () => void;
}

/** What the roll-over would do, class by class, and the button that does it. */
export function Plan({ plan, lastDay, pending, choose, apply }: PlanProps) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState<PlannedClass | null>(null);
  const [sure, setSure] = useState(false);
  const leavers =
    plan.leavers === 0 ? t('admin.roll.noLeavers') : t('admin.roll.leavers', { count: plan.leavers });
  return (
    <section className={classes.section} aria-busy={pending}>
      <div className={classes.head}>
        <h2>
          {t('admin.roll.moved', { count: plan.moved })}, {leavers}
        </h2>
        <Button disabled={plan.errors.length > 0} loading={pending} onClick={() => setSure(true)}>
          {t('admin.roll.apply')}
        </Button>
      </div>
      {plan.errors.length === 0 ? null : (
        <ul role="alert" className={classes.refusal}>
          {[...new Set(plan.errors.map(({ reason, what }) => t(`admin.roll.error.${reason}`, { what })))].map(
            (words) => (
              <li key={words}>{words}</li>
            ),
          )}
        </ul>
      )}
      <table className={table.table}>
        <caption className="hidden-text">{t('admin.roll.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('admin.roll.class')}</th>
            <th scope="col">{t('admin.roll.next')}</th>
            <th scope="col" className={table.figure}>
              {t('admin.roll.pupils')}
            </th>
            <th scope="col">
              <span className="hidden-text">{t('admin.roll.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {plan.classes.map((row) => (
            <tr key={row.classId}>
              <th scope="row">
                {row.name}
                <span className={classes.sub}>{row.code}</span>
              </th>
              <td className={table.wide}>
                {row.next === null ? (
                  <span className={classes.tag}>{t('admin.roll.leaves')}</span>
                ) : (
                  <>
                    {`→ ${row.next.name}`}
                    <span className={classes.sub}>{row.next.code}</span>
                  </>
                )}
              </td>
              <td className={table.figure}>{t('admin.classes.pupilsCount', { count: row.pupils })}</td>
              <td>
                <Button
                  variant="subtle"
                  aria-label={t('admin.roll.changeFor', { name: row.name })}
                  onClick={() => setChanging(row)}
                >
                  {t('admin.roll.change')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changing === null ? null : (
        <ChoiceDialog
          row={changing}
          close={() => setChanging(null)}
          choose={(choice) => {
            choose(choice);
            setChanging(null);
          }}
        />
      )}
      <Dialog opened={sure} close={() => setSure(false)} title={t('admin.roll.sureTitle')}>
        <p>{t('admin.roll.sure', { day: shortDay(lastDay) })}</p>
        <DialogActions>
          <Button variant="default" onClick={() => setSure(false)}>
            {t('action.cancel')}
          </Button>
          <Button
            onClick={() => {
              setSure(false);
              apply();
            }}
          >
            {t('admin.roll.apply')}
          </Button>
        </DialogActions>
      </Dialog>
    </section>
  );
}

interface ChoiceDialogProps {
  row: PlannedClass;
  close: () => void;
  choose: (choice: Choice) => void;
}

function ChoiceDialog({ row, close, choose }: ChoiceDialogProps) {
  const { t } = useTranslation();
  const { classId } = row;
  const [leaves, setLeaves] = useState(row.next === null);
  const [fields, setFields] = useState({
    code: row.next?.code ?? row.code,
    name: row.next?.name ?? row.name,
  });
  const submit = (): void => choose(leaves ? { classId, leaves: true } : { classId, ...fields });
  return (
    <FormDialog
      title={row.name}
      close={close}
      submit={submit}
      pending={false}
      error={null}
      disabled={!leaves && (fields.code.trim() === '' || fields.name.trim() === '')}
    >
      <label className={classes.tick}>
        <input
          type="checkbox"
          checked={leaves}
          onChange={(event) => setLeaves(event.currentTarget.checked)}
        />
        {t('admin.roll.leaves')}
      </label>
      {leaves ? null : (
        <div className={classes.pair}>
          <TextInput
            label={t('admin.roll.goesOn')}
            value={fields.name}
            maxLength={160}
            onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
          />
          <TextInput
            label={t('admin.classes.code')}
            value={fields.code}
            maxLength={40}
            onChange={(event) => setFields({ ...fields, code: event.currentTarget.value })}
          />
        </div>
      )}
    </FormDialog>
  );
}
