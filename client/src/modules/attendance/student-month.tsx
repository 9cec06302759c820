import type { StudentAttendance } from '@quad/shared/attendance';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDay, longDay } from '../../platform/dates';
import { MarkLetter } from './mark-letter';
import { useCodeLabel } from './code-words';
import { useMarkWords } from './mark-words';
import { addMonths, daysOf, marksOf, worstOf } from './student';
import classes from './student-month.module.css';
import { WrongButton, type Wrong } from './student-parts';

// any Monday to Sunday will do
const weekdays = Array.from({ length: 7 }, (_, index) => `2026-03-0${index + 2}`);

/** A month of marks; a day opens to the lessons it stands for. */
export function StudentMonth({
  own,
  stale,
  wrong,
}: {
  own: StudentAttendance;
  stale: boolean;
  wrong: Wrong;
}) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const name = (month: string, form: 'long' | 'short'): string =>
    formatDay(`${month}-15`, { month: form, ...(form === 'long' ? { year: 'numeric' } : {}) });
  const [before, after] = [addMonths(own.month, -1), addMonths(own.month, 1)];
  const open = chosen?.startsWith(own.month) === true ? chosen : null;
  return (
    <section className={classes.month} aria-busy={stale}>
      <div className={classes.head}>
        <h2>{name(own.month, 'long')}</h2>
        <nav aria-label={t('attendance.months')}>
          <Link to={`?month=${before}`} replace preventScrollReset aria-label={name(before, 'long')}>
            <IconChevronLeft size={18} aria-hidden="true" />
            {name(before, 'short')}
          </Link>
          <Link to={`?month=${after}`} replace preventScrollReset aria-label={name(after, 'long')}>
            {name(after, 'short')}
            <IconChevronRight size={18} aria-hidden="true" />
          </Link>
        </nav>
      </div>
      <div className={classes.weekdays} aria-hidden="true">
        {weekdays.map((day) => (
          <span key={day}>{formatDay(day, { weekday: 'narrow' })}</span>
        ))}
      </div>
      <ul className={classes.days}>
        {daysOf(own.month).map((day, index) => (
          <li key={day ?? index}>
            {day === null ? null : (
              <Day
                own={own}
                day={day}
                open={day === open}
                press={() => setChosen(day === open ? null : day)}
              />
            )}
          </li>
        ))}
      </ul>
      {open === null ? null : <DayMarks own={own} day={open} wrong={wrong} />}
    </section>
  );
}

function Day({
  own,
  day,
  open,
  press,
}: {
  own: StudentAttendance;
  day: string;
  open: boolean;
  press: () => void;
}) {
  const label = useCodeLabel(own.codeSet);
  const marks = marksOf(own, day);
  const worst = worstOf(marks, own.codeSet);
  const number = Number(day.slice(8));
  if (worst === null) {
    const school = own.schoolDays.includes(day);
    return (
      <span
        className={classes.day}
        data-school={school || undefined}
        aria-current={day === own.today ? 'date' : undefined}
      >
        {number}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={classes.day}
      data-category={worst.category}
      aria-current={day === own.today ? 'date' : undefined}
      aria-expanded={open}
      aria-label={`${longDay(day)}: ${label(worst.letter)}`}
      onClick={press}
    >
      <small>{number}</small>
      <b>{worst.letter}</b>
    </button>
  );
}

function DayMarks({ own, day, wrong }: { own: StudentAttendance; day: string; wrong: Wrong }) {
  const words = useMarkWords(own.codeSet);
  return (
    <div className={classes.opened} role="status">
      <h3>{longDay(day)}</h3>
      <ul>
        {marksOf(own, day).map((mark) => (
          <li key={mark.registerId}>
            <b className="num">{mark.starts}</b>
            <span>
              {mark.className}
              {words(mark) === '' ? null : <span className={classes.sub}>{words(mark)}</span>}
            </span>
            <span className={classes.marked}>
              <WrongButton mark={mark} wrong={wrong} />
              <MarkLetter set={own.codeSet} code={mark.code} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
