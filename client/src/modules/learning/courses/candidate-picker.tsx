import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { roles, type Role } from '@quad/shared/platform';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../platform/ui/notice';
import admin from '../../schools/ui/admin.module.css';
import { candidatesQuery } from './courses.queries';

export interface Candidate {
  kind: 'class' | 'person';
  id: string;
  name: string;
}

interface CandidatePickerProps {
  courseId: string;
  label: string;
  kinds: readonly Candidate['kind'][];
  /** of people, only those with this role */
  who?: Role;
  without: readonly string[];
  chosen: readonly Candidate[];
  choose: (chosen: readonly Candidate[]) => void;
}

/** Classes and people of the course's school, found by name; the chosen stay chosen while the search goes on. */
export function CandidatePicker({
  courseId,
  label,
  kinds,
  who,
  without,
  chosen,
  choose,
}: CandidatePickerProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 250);
  const found = useQuery(candidatesQuery(courseId, asked));
  const roleWords = (is: string): string => {
    const known = roles.find((each) => each === is);
    return known === undefined ? '' : t(`admin.people.aRole.${known}`);
  };
  const people = found.data?.people.filter((person) => who === undefined || person.role === who) ?? [];
  const options = [
    ...(found.data?.classes ?? []).map(({ classId: id, name, code }) => ({
      ...{ kind: 'class' as const, id, name },
      more: code === name ? '' : code,
    })),
    ...people.map(({ personId: id, name, role: is }) => ({
      ...{ kind: 'person' as const, id, name, more: roleWords(is) },
    })),
  ].filter(({ kind, id }) => kinds.includes(kind) && !without.includes(id));
  const toggle = (one: Candidate): void =>
    choose(
      chosen.some(({ id }) => id === one.id) ? chosen.filter(({ id }) => id !== one.id) : [...chosen, one],
    );
  return (
    <fieldset className={admin.plain}>
      <legend>{label}</legend>
      <TextInput
        type="search"
        aria-label={t('admin.find')}
        placeholder={t('admin.find')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        maxLength={80}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      {found.isError ? <ErrorNotice error={found.error} retry={() => void found.refetch()} /> : null}
      <div className={admin.options} aria-busy={found.isFetching}>
        {options.map(({ kind, id, name, more }) => (
          <label key={id} className={admin.option}>
            <input
              type="checkbox"
              checked={chosen.some((one) => one.id === id)}
              onChange={() => toggle({ kind, id, name })}
            />
            <span>
              {name}
              {more === '' ? null : <small>{more}</small>}
            </span>
          </label>
        ))}
        {found.data !== undefined && options.length === 0 ? (
          <p className={admin.empty}>{t(asked === '' ? 'learning.courses.typeName' : 'admin.nobodyFound')}</p>
        ) : null}
      </div>
      {chosen.length === 0 ? null : (
        <p className="soft" role="status">
          {chosen.map(({ name }) => name).join(', ')}
        </p>
      )}
    </fieldset>
  );
}
