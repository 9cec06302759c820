import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchoolRole } from '@quad/shared/schools';
import { classesQuery, peopleQuery, schoolsQuery } from '../admin.queries';
import classes from './admin.module.css';

interface Option {
  id: string;
  name: string;
  more: string;
}

interface PickerProps {
  label: string;
  chosen: readonly string[];
  choose: (ids: string[]) => void;
  many?: boolean;
  /** who cannot be chosen, being there already */
  without?: readonly string[];
}

export function PersonPicker({
  schoolId,
  who,
  ...props
}: PickerProps & { schoolId: string; who: SchoolRole }) {
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 250);
  const found = useQuery(peopleQuery(schoolId, { role: who, ...(asked === '' ? {} : { q: asked }) }));
  const options = found.data?.rows.map(({ personId, givenName, familyName, code }) => ({
    ...{ id: personId, name: `${givenName} ${familyName}`, more: code },
  }));
  return <Picker {...props} q={q} setQ={setQ} options={options} />;
}

export function ClassPicker({
  schoolId,
  first = '',
  ...props
}: PickerProps & { schoolId: string; /** what is searched for at first */ first?: string }) {
  const [q, setQ] = useState(first);
  const [asked] = useDebouncedValue(q.trim(), 250);
  const found = useQuery(classesQuery(schoolId, asked === '' ? {} : { q: asked }));
  const options = found.data?.rows.map(({ classId, name, teachers }) => ({
    ...{ id: classId, name, more: teachers.join(', ') },
  }));
  return <Picker {...props} q={q} setQ={setQ} options={options} />;
}

export function SchoolPicker(props: PickerProps) {
  const [q, setQ] = useState('');
  const [asked] = useDebouncedValue(q.trim(), 250);
  const found = useQuery(schoolsQuery(asked === '' ? {} : { q: asked }));
  const options = found.data?.rows.map(({ schoolId, name, code }) => ({ id: schoolId, name, more: code }));
  return <Picker {...props} q={q} setQ={setQ} options={options} />;
}

interface Searching {
  q: string;
  setQ: (q: string) => void;
  options: readonly Option[] | undefined;
}

/** Finds by name and chooses one, or several with `many`. The chosen stay chosen while the search goes on. */
function Picker({
  label,
  chosen,
  choose,
  many = false,
  without = [],
  q,
  setQ,
  options,
}: PickerProps & Searching) {
  const { t } = useTranslation();
  const group = useId();
  const shown = options?.filter(({ id }) => !without.includes(id));
  const toggle = (id: string): void =>
    choose(!many ? [id] : chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <fieldset className={classes.plain}>
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
      <div className={classes.options} aria-busy={shown === undefined}>
        {shown?.map(({ id, name, more }) => (
          <label key={id} className={classes.option}>
            <input
              type={many ? 'checkbox' : 'radio'}
              name={group}
              checked={chosen.includes(id)}
              onChange={() => toggle(id)}
            />
            <span>
              {name}
              <small>{more}</small>
            </span>
          </label>
        ))}
        {shown?.length === 0 ? <p className={classes.empty}>{t('admin.nobodyFound')}</p> : null}
      </div>
      {many ? <p className="soft">{t('admin.chosen', { count: chosen.length })}</p> : null}
    </fieldset>
  );
}
