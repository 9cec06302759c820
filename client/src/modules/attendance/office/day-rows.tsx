import { Button } from '@mantine/core';
import { noCounts, type DayRow, type SchoolDay } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../../../platform/can';
import { timeAt } from '../../../platform/dates';
import { CategoryBar, useCountWords } from '../../../platform/ui/category-bar';
import type { Undoable } from '../../../platform/ui/undo-toast';
import classes from './day-rows.module.css';
import { useNudge, useOpenDayRow } from './office.queries';
import { refusalWords, said } from './say';
import { StandingChip } from './standing-chip';
import table from './table.module.css';

interface DayRowsProps {
  day: SchoolDay;
  today: string;
  say: (done: Undoable) => void;
}

/** The registers of a day: a table where there is room, cards where there is not. */
export function DayRows({ day, today, say }: DayRowsProps) {
  const { t } = useTranslation();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('office.day.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('office.day.time')}</th>
          <th scope="col">{t('office.day.class')}</th>
          <th scope="col">{t('office.day.standing')}</th>
          <th scope="col">{t('office.day.marks')}</th>
          <th scope="col">{t('office.day.who')}</th>
          <th scope="col">
            <span className="hidden-text">{t('office.day.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {day.rows.map((row) => (
          <Row key={row.registerId} row={row} day={day} today={today} say={say} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, day, today, say }: DayRowsProps & { row: DayRow }) {
  const { t } = useTranslation();
  const { schoolId, timeZone } = day;
  const mayNudge = useCan('register:nudge', { schoolId }) && day.date === today;
  const waiting = row.standing === 'late' || row.standing === 'due';
  return (
    <tr className={classes.row} data-standing={row.standing}>
      <td className={classes.time}>
        <b>{row.starts}</b>
        <span className={table.sub}>{row.ends === null ? '' : t('attendance.to', { time: row.ends })}</span>
      </td>
      <th scope="row" className={classes.class}>
        <Way row={row} day={day} today={today} />
        <span className={table.sub}>
          {[row.teachers.join(', '), row.room, row.periodName]
            .filter((part) => part !== null && part !== '')
            .join(' · ')}
        </span>
      </th>
      <td className={classes.standing}>
        <StandingChip row={row} />
      </td>
      <td className={classes.marks}>
        <Marks row={row} />
      </td>
      <td className={classes.who}>
        <Who row={row} timeZone={timeZone} />
      </td>
      <td className={classes.actions}>
        {waiting && mayNudge ? <Reminders row={row} schoolId={schoolId} say={say} /> : null}
      </td>
    </tr>
  );
}

/** The way into the register; one that is not born yet is made first by whoever may, and never ahead of its day. */
function Way({ row, day, today }: { row: DayRow; day: SchoolDay; today: string }) {
  const { t } = useTranslation();
  const open = useOpenDayRow(day.schoolId, day.date);
  const mayOpen = useCan('register:open', { schoolId: day.schoolId });
  if (row.counts !== null)
    return (
      <Link to={`/registers/${row.registerId}`} className={classes.way}>
        {row.className}
      </Link>
    );
  if (!mayOpen || day.date > today) return row.className;
  return (
    <>
      <button
        type="button"
        className={classes.way}
        onClick={() => open.mutate(row)}
        disabled={open.isPending}
      >
        {row.className}
      </button>
      {open.error === null ? null : (
        <span role="alert" className={classes.refusal}>
          {refusalWords(open.error, t)}
        </span>
      )}
    </>
  );
}

function Marks({ row }: { row: DayRow }) {
  const { t } = useTranslation();
  const words = useCountWords();
  const counts = { ...noCounts(), ...row.counts };
  const marked = row.pupils - counts.unmarked;
  if (row.counts === null || marked === 0)
    return <span className="soft">{t('schools.pupils', { count: row.pupils })}</span>;
  const unusual = words(['late', 'absent', 'excused'], counts);
  return (
    <>
      <CategoryBar counts={counts} />
      <span className={table.sub}>
        {[t('attendance.marked', { count: marked, roll: row.pupils }), unusual]
          .filter((part) => part !== t('count.none'))
          .join(' · ')}
      </span>
    </>
  );
}

function Who({ row: { here, last }, timeZone }: { row: DayRow; timeZone: string }) {
  const { t } = useTranslation();
  if (here.length > 0)
    return <span className={classes.here}>{t('office.day.here', { names: here.join(', ') })}</span>;
  if (last === null) return null;
  return (
    <span className="soft">{t('office.day.last', { name: last.name, time: timeAt(last.at, timeZone) })}</span>
  );
}

/** A word to whoever should take it, or somebody else to take it. */
function Reminders({ row, schoolId, say }: { row: DayRow; schoolId: string; say: (done: Undoable) => void }) {
  const { t } = useTranslation();
  const nudge = useNudge();
  const remind = (): void =>
    nudge.mutate(row.registerId, {
      onSuccess: ({ teachers }) => say(said(t('office.day.nudged', { names: teachers.join(', ') }))),
      onError: (error) => say(said(refusalWords(error, t))),
    });
  return (
    <>
      <Button variant="outline" size="sm" loading={nudge.isPending} onClick={remind}>
        {t('office.day.nudge')}
        <span className="hidden-text"> {row.className}</span>
      </Button>
      <Button
        variant="subtle"
        size="sm"
        component={Link}
        to={`/covers?${new URLSearchParams({ school: schoolId, class: row.classId, name: row.className }).toString()}`}
      >
        {t('office.day.cover')}
        <span className="hidden-text"> {row.className}</span>
      </Button>
    </>
  );
}
