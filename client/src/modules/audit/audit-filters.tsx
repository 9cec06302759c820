import { Button, TextInput } from '@mantine/core';
import { auditOutcomes, type AuditRow } from '@quad/shared/audit';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { changed, Chips } from '../../platform/ui/list-controls';
import { schoolsQuery } from '../schools/admin.queries';
import admin from '../schools/ui/admin.module.css';
import { SelectInAddress } from '../schools/ui/select-in-address';
import { knownActs, useActWords } from '../../platform/act-words';

/** @param rows of the page, in which the person is named that the address may ask for */
export function AuditFilters({ rows }: { rows: readonly AuditRow[] }) {
  const { t } = useTranslation();
  const actWords = useActWords();
  const [search] = useSearchParams();
  const schools = useQuery(schoolsQuery({}));
  const acts = knownActs
    .map((value) => ({ value, label: actWords(value) }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const named = schools.data?.rows.map(({ schoolId: value, name: label }) => ({ value, label })) ?? [];
  return (
    <>
      <Chips
        label={t('audit.how')}
        name="outcome"
        choices={[
          { value: 'all', label: t('audit.outcome.all') },
          ...auditOutcomes.map((value) => ({ value, label: t(`audit.outcome.${value}`) })),
        ]}
      />
      <div className={admin.controls} role="search">
        <SelectInAddress
          label={t('audit.filters.act')}
          name="act"
          choices={[{ value: '', label: t('audit.filters.anyAct') }, ...acts]}
        />
        {named.length > 1 ? (
          <SelectInAddress
            label={t('audit.filters.school')}
            name="school"
            choices={[{ value: '', label: t('audit.filters.anySchool') }, ...named]}
          />
        ) : null}
        <DayInAddress name="from" />
        <DayInAddress name="to" />
        {search.size > 0 ? (
          <Button component={Link} to="?" variant="default">
            {t('audit.filters.clear')}
          </Button>
        ) : null}
      </div>
      <OnePerson rows={rows} />
    </>
  );
}

function DayInAddress({ name }: { name: 'from' | 'to' }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  return (
    <TextInput
      type="date"
      size="md"
      aria-label={t(`audit.filters.${name}`)}
      leftSection={<span className="soft">{t(`audit.filters.${name}`)}</span>}
      leftSectionWidth={58}
      value={search.get(name) ?? ''}
      onChange={(event) => {
        const { value } = event.currentTarget;
        setSearch((before) => changed(before, name, value), { replace: true });
      }}
    />
  );
}

function OnePerson({ rows }: { rows: readonly AuditRow[] }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const person = search.get('person');
  if (person === null) return null;
  const known = rows.flatMap(({ by, people }) => [...(by === null ? [] : [by]), ...people]);
  const name = known.find(({ personId }) => personId === person)?.name;
  return <p>{name == null ? t('audit.filters.personUnknown') : t('audit.filters.person', { name })}</p>;
}
