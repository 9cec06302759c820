import { Button, NativeSelect } from '@mantine/core';
import { codesOf, explainsAbsence, isKnownSet, learnCodes, rulesContract } from '@quad/shared/attendance';
import { queryOptions } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../../../platform/live-query';
import { call } from '../../../platform/api';
import { useCodeLabel } from '../code-words';
import classes from './absences-page.module.css';

interface DecisionBarProps {
  count: number;
  /** null where reports of several schools stand together: each gets its own usual code */
  schoolId: string | null;
  busy: boolean;
  approve: (code: string | undefined) => void;
  decline: () => void;
}

/** What can be done with the reports that are selected. */
export function DecisionBar({ count, schoolId, busy, approve, decline }: DecisionBarProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  if (count === 0) return null;
  return (
    <section className={classes.bar} aria-label={t('family.office.selected', { count })}>
      <p aria-live="polite">{t('family.office.selected', { count })}</p>
      {schoolId === null ? null : <CodeSelect schoolId={schoolId} code={code} choose={setCode} />}
      <Button loading={busy} onClick={() => approve(code === '' ? undefined : code)}>
        {t('family.office.approve')}
      </Button>
      <Button variant="default" disabled={busy} onClick={decline}>
        {t('family.office.decline')}
      </Button>
    </section>
  );
}

function CodeSelect({
  schoolId,
  code,
  choose,
}: {
  schoolId: string;
  code: string;
  choose: (code: string) => void;
}) {
  const { t } = useTranslation();
  const codes = queryOptions({
    queryKey: ['attendance', 'rules', schoolId, 'codes'],
    queryFn: async ({ signal }) => {
      const { codeSet, codes } = await call(rulesContract.schoolRules, { params: { schoolId } }, signal);
      if (codes !== undefined) learnCodes(codeSet, codes);
      return codeSet;
    },
  });
  const rules = useLiveQuery(codes, { topics: [`setup:${schoolId}`] });
  const set = rules.data ?? 'international';
  const label = useCodeLabel(set);
  const letters =
    rules.data === undefined || !isKnownSet(set) ? [] : codesOf(set).map(({ letter }) => letter);
  return (
    <NativeSelect
      size="md"
      label={t('family.office.code')}
      value={code}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        { value: '', label: t('family.office.usual') },
        ...letters
          .filter((letter) => explainsAbsence(set, letter))
          .map((letter) => ({ value: letter, label: `${letter} · ${label(letter)}` })),
      ]}
    />
  );
}
