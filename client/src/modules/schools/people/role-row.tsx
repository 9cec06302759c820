import { Button } from '@mantine/core';
import type { PersonRow } from '@quad/shared/schools';
import { useTranslation } from 'react-i18next';
import { dayWords } from '../ui/day-words';
import classes from '../ui/admin.module.css';

/** Somebody with a role, and the button that ends it: null where the actor may not. */
export function RoleRow({ row, end }: { row: PersonRow; end: (() => void) | null }) {
  const { t } = useTranslation();
  const name = `${row.givenName} ${row.familyName}`;
  return (
    <li>
      <span className={classes.words}>
        {name}
        <small>{row.login ?? t('admin.people.noLogin')}</small>
      </span>
      {row.to === null ? null : (
        <span className={classes.tag}>{t('admin.lastDayOn', { day: dayWords(row.to) })}</span>
      )}
      {end === null || row.to !== null ? null : (
        <Button variant="subtle" aria-label={`${t('admin.end')}: ${name}`} onClick={end}>
          {t('admin.end')}
        </Button>
      )}
    </li>
  );
}
