import { addDays } from '@quad/shared/platform';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { longDay } from '../../../platform/dates';
import { changed } from '../../../platform/ui/list-controls';
import classes from './date-steps.module.css';

/** A day back, a day on, or any day; it lives in the address, where today goes unsaid. */
export function DateSteps({ date, today }: { date: string; today: string }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const at = (day: string): URLSearchParams => changed(search, 'date', day === today ? '' : day);
  const [before, after] = [addDays(date, -1), addDays(date, 1)];
  return (
    <div className={classes.steps} role="group" aria-label={t('office.day.date')}>
      <Link to={`?${at(before).toString()}`} aria-label={longDay(before)}>
        <IconChevronLeft size={20} aria-hidden="true" />
      </Link>
      <input
        type="date"
        aria-label={t('office.day.date')}
        value={date}
        onChange={(event) => {
          const day = event.currentTarget.value;
          if (day !== '') setSearch(at(day), { replace: true });
        }}
      />
      <Link to={`?${at(after).toString()}`} aria-label={longDay(after)}>
        <IconChevronRight size={20} aria-hidden="true" />
      </Link>
      {date === today ? null : (
        <Link to={`?${at(today).toString()}`} className={classes.today}>
          {t('office.day.today')}
        </Link>
      )}
    </div>
  );
}
