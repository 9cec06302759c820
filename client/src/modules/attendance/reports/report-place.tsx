import { NativeSelect, TextInput } from '@mantine/core';
import type { ReportSetup } from '@quad/shared/attendance';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { changed, takesClass, type ReportChoice } from './report-choice';
import classes from './reports-page.module.css';
import { schoolsQuery } from './reports.queries';
import { useOwnSchools } from './use-own-schools';

interface ReportPlaceProps {
  choice: ReportChoice;
  setup: ReportSetup | undefined;
}

/** Of which school, and of which class of it. */
export function ReportPlace({ choice, setup }: ReportPlaceProps) {
  const { t } = useTranslation();
  const [, setSearch] = useSearchParams();
  const { schools, isDistrict } = useOwnSchools();
  const goTo = (school: string | null): void =>
    setSearch((before) => changed(before, { school, class: null }), { replace: true });
  return (
    <div className={classes.fields}>
      {isDistrict ? (
        <DistrictSchools choice={choice} name={setup?.name} goTo={goTo} />
      ) : schools.length > 1 ? (
        <NativeSelect
          size="md"
          label={t('reports.school')}
          value={choice.school ?? ''}
          onChange={(event) => goTo(event.currentTarget.value)}
          data={schools.map(({ schoolId, schoolName }) => ({ value: schoolId, label: schoolName }))}
        />
      ) : null}
      {setup === undefined || !takesClass(choice.report) ? null : (
        <NativeSelect
          size="md"
          label={t('reports.class')}
          value={choice.classId ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setSearch((before) => changed(before, { class: value === '' ? null : value }), { replace: true });
          }}
          data={[
            { value: '', label: t('reports.allClasses') },
            ...setup.classes.map(({ classId, name }) => ({ value: classId, label: name })),
          ]}
        />
      )}
    </div>
  );
}

interface DistrictSchoolsProps {
  choice: ReportChoice;
  name: string | undefined;
  goTo: (school: string | null) => void;
}

/** All schools or one of them; a list longer than a page is narrowed by a word. */
function DistrictSchools({ choice, name, goTo }: DistrictSchoolsProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const { data } = useQuery(schoolsQuery(q.trim()));
  const found = (data?.rows ?? []).map((row) => ({ value: row.schoolId, label: row.name }));
  const isListed = choice.school === null || found.some(({ value }) => value === choice.school);
  return (
    <>
      {(data?.pages ?? 1) > 1 || q !== '' ? (
        <TextInput
          type="search"
          label={t('reports.findSchool')}
          value={q}
          maxLength={80}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      ) : null}
      <NativeSelect
        size="md"
        label={t('reports.school')}
        value={choice.school ?? ''}
        onChange={(event) => goTo(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        data={[
          { value: '', label: t('reports.allSchools') },
          ...(isListed ? [] : [{ value: choice.school ?? '', label: name ?? '…' }]),
          ...found,
        ]}
      />
    </>
  );
}
