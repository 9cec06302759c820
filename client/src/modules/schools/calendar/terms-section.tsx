import { adminContract, termFaults, type SchoolCalendar, type TermFields } from '@quad/shared/schools';
import { Button } from '@mantine/core';
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

export function TermsSection(props: SectionProps) {
  const calendar = useCalendar(props.schoolId);
  return (
    <Loaded query={calendar} heights={[240]}>
      {(data) => <Terms key={JSON.stringify(data.terms)} {...props} calendar={data} />}
    </Loaded>
  );
}

/** The whole list is edited and saved at once; Undo saves the list there was. */
function Terms({
  schoolId,
  mayChange,
  calendar,
  sayer: { done, refused },
}: SectionProps & { calendar: SchoolCalendar }) {
  const { t } = useTranslation();
  const [terms, setTerms] = useState<TermFields[]>(calendar.terms);
  const set = useChange(adminContract.setTerms);
  const save = (list: TermFields[], undo?: () => void): void =>
    set.mutate(
      { params: { schoolId }, body: { terms: list } },
      { onSuccess: () => done(t('admin.terms.saved'), undo), onError: refused },
    );
  const isSame = JSON.stringify(terms) === JSON.stringify(calendar.terms);
  return (
    <section className={classes.section}>
      {terms.length === 0 ? <p className="soft">{t('admin.terms.none')}</p> : null}
      <TermRows terms={terms} change={setTerms} disabled={!mayChange} />
      {mayChange ? (
        <div>
          <Button
            loading={set.isPending}
            disabled={isSame || !areWhole(terms)}
            onClick={() => save(terms, () => save(calendar.terms))}
          >
            {t('action.save')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

export function areWhole(terms: readonly TermFields[]): boolean {
  return (
    termFaults(terms).length === 0 &&
    terms.every(({ name, from, to }) => name.trim() !== '' && from !== '' && to !== '')
  );
}

interface TermRowsProps {
  terms: readonly TermFields[];
  change: (terms: TermFields[]) => void;
  disabled?: boolean;
}

export function TermRows({ terms, change, disabled = false }: TermRowsProps) {
  const { t } = useTranslation();
  return (
    <SpanRows
      rows={terms}
      fields={{ from: 'from', to: 'to', type: 'date' }}
      faults={termFaults(terms.filter(({ from, to }) => from !== '' && to !== ''))}
      words={{
        name: t('admin.terms.name'),
        from: t('admin.terms.from'),
        to: t('admin.terms.to'),
        add: t('admin.terms.add'),
        row: (number) => t('admin.terms.row', { number }),
        remove: (name) => t('admin.terms.remove', { name }),
      }}
      fresh={() => ({ name: '', from: '', to: '' })}
      most={12}
      change={change}
      disabled={disabled}
    />
  );
}
