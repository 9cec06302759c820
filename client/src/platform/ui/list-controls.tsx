import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigation, useSearchParams } from 'react-router';
import classes from './list-controls.module.css';

const typingMs = 250;

/** A search that lives in the address as `q`, so a view can be sent to somebody. */
export function SearchField({ label }: { label: string }) {
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const [typed, setTyped] = useState(q);
  // who has just followed a link must not be called back by what they typed before
  const leaving = useNavigation().state !== 'idle';

  useEffect(() => {
    if (leaving || typed.trim() === q) return;
    const timer = setTimeout(
      () => setSearch((before) => changed(before, 'q', typed.trim()), { replace: true }),
      typingMs,
    );
    return () => clearTimeout(timer);
  }, [typed, q, leaving, setSearch]);

  return (
    <TextInput
      type="search"
      className={classes.search}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={18} aria-hidden="true" />}
      maxLength={80}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}

interface ChipsProps<V extends string> {
  label: string;
  /** the name it has in the address; the first choice is the one that goes unsaid */
  name: string;
  choices: readonly { value: V; label: string; count?: number }[];
}

/** One of a few, pressed; its count beside it where there is one. */
export function Chips<V extends string>({ label, name, choices }: ChipsProps<V>) {
  const [search, setSearch] = useSearchParams();
  const chosen = choices.find(({ value }) => value === search.get(name)) ?? choices[0];
  return (
    <div className={classes.chips} role="group" aria-label={label}>
      {choices.map((choice, index) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice === chosen}
          onClick={() =>
            setSearch((before) => changed(before, name, index === 0 ? '' : choice.value), { replace: true })
          }
        >
          {choice.label}
          {choice.count === undefined ? null : <span className="num">{choice.count}</span>}
        </button>
      ))}
    </div>
  );
}

export function ListPages({ page, pages }: { page: number; pages: number }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  if (pages <= 1) return null;
  const to = (number: number): string =>
    `?${changed(search, 'page', number === 1 ? '' : String(number)).toString()}`;
  return (
    <nav className={classes.pages} aria-label={t('list.pages')}>
      {page > 1 ? (
        <Button component={Link} to={to(page - 1)} variant="default">
          {t('list.previous')}
        </Button>
      ) : null}
      <span className="num" aria-live="polite">
        {t('list.pageOf', { page, pages })}
      </span>
      {page < pages ? (
        <Button component={Link} to={to(page + 1)} variant="default">
          {t('list.next')}
        </Button>
      ) : null}
    </nav>
  );
}

/** The address with one thing changed; another search or order begins at the first page. */
export function changed(before: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(before);
  if (name !== 'page') next.delete('page');
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}

/** What the address says of the list; anything it cannot mean is left out. */
export function listParams(search: URLSearchParams): { q?: string; page?: number } {
  const q = search.get('q')?.trim().slice(0, 80) ?? '';
  const page = Number(search.get('page'));
  return {
    ...(q === '' ? {} : { q }),
    ...(Number.isInteger(page) && page > 1 && page <= 10_000 ? { page } : {}),
  };
}
