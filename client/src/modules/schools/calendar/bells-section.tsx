import { Button } from '@mantine/core';
import { adminContract, bellFaults, type BellTime, type SchoolCalendar } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCalendar, useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import type { Sayer } from '../ui/use-toast';
import { SpanRows } from './span-rows';

interface SectionProps {
  schoolId: string;
  mayChange: boolean;
  sayer: Sayer;
}

export function BellsSection(props: SectionProps) {
  const calendar = useCalendar(props.schoolId);
  return (
    <Loaded query={calendar} heights={[320]}>
      {(data) => <Bells key={JSON.stringify(data.bells)} {...props} calendar={data} />}
    </Loaded>
  );
}

function Bells({
  schoolId,
  mayChange,
  calendar,
  sayer: { done, refused },
}: SectionProps & { calendar: SchoolCalendar }) {
  const { t } = useTranslation();
  const [bells, setBells] = useState<BellTime[]>(calendar.bells);
  const set = useChange(adminContract.setBells);
  const save = (list: BellTime[], undo?: () => void): void =>
    set.mutate(
      { params: { schoolId }, body: { bells: list } },
      { onSuccess: () => done(t('admin.bells.saved'), undo), onError: refused },
    );
  const faults = bellFaults(bells.filter(({ starts, ends }) => starts !== '' && ends !== ''));
  const isWhole =
    faults.length === 0 &&
    bells.every(({ name, starts, ends }) => name.trim() !== '' && starts !== '' && ends !== '');
  const isSame = JSON.stringify(bells) === JSON.stringify(calendar.bells);
  return (
    <section className={classes.section}>
      {bells.length === 0 ? <p className="soft">{t('admin.bells.none')}</p> : null}
      <SpanRows
        rows={bells}
        fields={{ from: 'starts', to: 'ends', type: 'time' }}
        faults={faults}
        words={{
          name: t('admin.bells.name'),
          from: t('admin.bells.starts'),
          to: t('admin.bells.ends'),
          add: t('admin.bells.add'),
          row: (number) => t('admin.bells.row', { number }),
          remove: (name) => t('admin.bells.remove', { name }),
        }}
        fresh={() => ({ period: freshKey(bells), name: '', starts: '', ends: '' })}
        most={20}
        change={setBells}
        disabled={!mayChange}
      />
      {mayChange ? (
        <div>
          <Button
            loading={set.isPending}
            disabled={isSame || !isWhole}
            onClick={() => save(bells, () => save(calendar.bells))}
          >
            {t('action.save')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** The smallest number no period has: lessons name their period by it, so it stays while the name may change. */
function freshKey(bells: readonly BellTime[]): string {
  for (let number = 1; ; number++)
    if (!bells.some(({ period }) => period === String(number))) return String(number);
}
