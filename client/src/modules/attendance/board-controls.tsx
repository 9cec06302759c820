import { Button, TextInput } from '@mantine/core';
import type { Board } from '@quad/shared/attendance';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { boardParams, boardSorts } from './board';
import classes from './board-controls.module.css';

const typingMs = 250;

/** Search and order; both live in the address, so a view can be sent to somebody. */
export function BoardControls() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const { q = '', sort = 'name' } = boardParams(search);
  const [typed, setTyped] = useState(q);

  useEffect(() => {
    if (typed.trim() === q) return;
    const timer = setTimeout(
      () => setSearch((before) => changed(before, 'q', typed.trim()), { replace: true }),
      typingMs,
    );
    return () => clearTimeout(timer);
  }, [typed, q, setSearch]);

  return (
    <div className={classes.controls} role="search">
      <TextInput
        type="search"
        className={classes.search}
        aria-label={t('attendance.board.search')}
        placeholder={t('attendance.board.search')}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={classes.sorts} role="group" aria-label={t('attendance.board.sort')}>
        {boardSorts.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={sort === name}
            onClick={() =>
              setSearch((before) => changed(before, 'sort', name === 'name' ? '' : name), { replace: true })
            }
          >
            {t(`attendance.board.sortBy.${name}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

export function BoardPages({ board: { page, pages } }: { board: Pick<Board, 'page' | 'pages'> }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  if (pages <= 1) return null;
  const to = (number: number): string =>
    `?${changed(search, 'page', number === 1 ? '' : String(number)).toString()}`;
  return (
    <nav className={classes.pages} aria-label={t('attendance.board.pages')}>
      {page > 1 ? (
        <Button component={Link} to={to(page - 1)} variant="default">
          {t('attendance.board.previous')}
        </Button>
      ) : null}
      <span className="num" aria-live="polite">
        {t('attendance.board.pageOf', { page, pages })}
      </span>
      {page < pages ? (
        <Button component={Link} to={to(page + 1)} variant="default">
          {t('attendance.board.next')}
        </Button>
      ) : null}
    </nav>
  );
}

/** The address with one thing changed; another search or order begins at the first page. */
function changed(before: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(before);
  if (name !== 'page') next.delete('page');
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}
