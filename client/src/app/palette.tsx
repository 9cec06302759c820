import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { matchesWords } from '@quad/shared/platform';
import { useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { searchQuery } from '../modules/schools/admin.queries';
import { useCan } from '../platform/can';
import { Dialog } from '../platform/ui/dialog';
import classes from './find-anything.module.css';
import type { Places } from './places-of';

interface Found {
  to: string;
  name: string;
  more: string;
}

/** Pages at once, people and classes as the server finds them. Arrows move, Enter goes to the first. */
export function Palette({ places, close }: { places: Places; close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const [q, setQ] = useState('');
  const groups = useFound(q.trim(), places);
  const nothing = groups.every(({ found }) => found.length === 0);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    links[Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
  };
  const goToFirst = (): void => {
    const first = groups.flatMap(({ found }) => found)[0];
    if (first === undefined) return;
    close();
    void navigate(first.to);
  };
  return (
    <Dialog opened close={close} title={t('admin.palette.title')}>
      {/* eslint-disable-next-line jsx-a11y-x/no-static-element-interactions -- arrows move among the links wherever inside the focus is */}
      <div className={classes.found} ref={list} onKeyDown={onKeyDown}>
        <TextInput
          type="search"
          data-autofocus
          aria-label={t('admin.palette.label')}
          placeholder={t('admin.palette.label')}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          maxLength={80}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') goToFirst();
          }}
        />
        {groups.map(({ heading, found }) =>
          found.length === 0 ? null : (
            <section key={heading} aria-label={heading}>
              <h3>{heading}</h3>
              {found.map(({ to, name, more }) => (
                <Link key={to} to={to} onClick={close}>
                  {name}
                  <small>{more}</small>
                </Link>
              ))}
            </section>
          ),
        )}
        <p role="status" className="soft">
          {nothing ? t('admin.palette.none') : ''}
        </p>
      </div>
    </Dialog>
  );
}

function useFound(q: string, { daily, managing, more }: Places): { heading: string; found: Found[] }[] {
  const { t } = useTranslation();
  const mayRead = useCan('people:read');
  const [asked] = useDebouncedValue(q, 200);
  const answer = useQuery({ ...searchQuery(asked), enabled: mayRead && asked.length >= 2 });
  const { people = [], classes: groups = [] } = q.length >= 2 ? (answer.data ?? {}) : {};
  const pages = [...daily, ...managing, more]
    .map(({ to, name }) => ({ to, name: t(`place.${name}`), more: '' }))
    .filter(({ name }) => matchesWords(q, name));
  return [
    { heading: t('admin.palette.pages'), found: pages },
    {
      heading: t('admin.palette.people'),
      found: people.map(({ personId, schoolId, name, role, schoolName }) => ({
        to: `/people/${personId}?school=${schoolId}`,
        ...{ name, more: `${t(`admin.people.aRole.${role}`)}, ${schoolName}` },
      })),
    },
    {
      heading: t('admin.palette.classes'),
      found: groups.map(({ classId, schoolId, name, schoolName }) => ({
        ...{ to: `/school/classes/${classId}?school=${schoolId}`, name, more: schoolName },
      })),
    },
  ];
}
