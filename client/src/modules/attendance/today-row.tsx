import { Button } from '@mantine/core';
import { noCounts, type RegisterRow, type TeacherToday } from '@quad/shared/attendance';
import { IconChevronRight } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { errorKey } from '../../platform/api-error';
import { useNow } from '../../platform/clock';
import { minutesUntil, shortDay } from '../../platform/dates';
import { CategoryBar } from '../../platform/ui/category-bar';
import { useOpenRegister } from './attendance.queries';
import { isUntaken } from './today';
import classes from './today-row.module.css';

/** The lesson that is on: one obvious next thing to do. */
export function LessonCard({ row }: { row: RegisterRow }) {
  const { t } = useTranslation();
  const open = useOpenRegister();
  const untaken = isUntaken(row);
  return (
    <section className={classes.now} aria-label={row.className}>
      <div className={classes.line}>
        <div className="num">
          <b>{row.starts}</b>
          {row.ends === null ? null : <p className="soft">{t('attendance.to', { time: row.ends })}</p>}
        </div>
        <div className={classes.words}>
          <h2>{row.className}</h2>
          <Where row={row} />
        </div>
        <span className={classes.nowChip}>{t('attendance.now')}</span>
      </div>
      {untaken ? null : <Progress row={row} />}
      <div className={classes.buttons}>
        <Button
          className={classes.grow}
          loading={open.isPending}
          onClick={() => open.mutate({ row, restPresent: false })}
        >
          {t(
            untaken
              ? 'attendance.take'
              : row.live?.status === 'closed'
                ? 'attendance.look'
                : 'attendance.continue',
          )}
        </Button>
        {untaken && row.live?.status !== 'closed' ? (
          <Button
            variant="outline"
            disabled={open.isPending}
            onClick={() => open.mutate({ row, restPresent: true })}
          >
            {t('attendance.allPresent')}
          </Button>
        ) : null}
      </div>
      <Refusal error={open.error} />
    </section>
  );
}

interface LessonRowProps {
  row: RegisterRow;
  today: TeacherToday;
  /** inside a card already */
  plain?: boolean;
}

/** further ahead its day and time say more */
const hoursCounted = 12;

export function LessonRow({ row, today, plain }: LessonRowProps) {
  const { t } = useTranslation();
  const open = useOpenRegister();
  const minutes = minutesUntil(useNow(), row.date, row.starts, today.timeZone);
  // somebody may have taken it before its time; then how far it is says more than how long it still is
  const coming = minutes > 0 && isUntaken(row);
  return (
    <div>
      <Way row={row} open={open} className={plain === true ? classes.plain : classes.row}>
        <span className={classes.time}>
          {row.date === today.date ? null : <small>{shortDay(row.date)}</small>}
          <b>{row.starts}</b>
        </span>
        <span className={classes.words}>
          <b className={classes.name}>{row.className}</b>
          {coming || plain === true ? <Where row={row} /> : <Progress row={row} bare />}
        </span>
        {coming && minutes < hoursCounted * 60 ? (
          <span className="soft">{soon(minutes, t)}</span>
        ) : plain === true ? (
          <IconChevronRight className={classes.chevron} size={18} aria-hidden="true" />
        ) : (
          <Marked row={row} />
        )}
      </Way>
      <Refusal error={open.error} />
    </div>
  );
}

interface WayProps {
  row: RegisterRow;
  open: ReturnType<typeof useOpenRegister>;
  className: string | undefined;
  children: ReactNode;
}

/** A register that is born has an address, to be opened as one likes; pressing another makes it first. */
function Way({ row, open, className, children }: WayProps) {
  if (row.live !== null)
    return (
      <Link to={`/registers/${row.registerId}`} className={className}>
        {children}
      </Link>
    );
  return (
    <button
      type="button"
      className={className}
      onClick={() => open.mutate({ row, restPresent: false })}
      disabled={open.isPending}
    >
      {children}
    </button>
  );
}

function Where({ row: { room, pupils, periodName, coveringFor } }: { row: RegisterRow }) {
  const { t } = useTranslation();
  return (
    <span className={classes.where}>
      {[
        room ?? periodName,
        t('schools.pupils', { count: pupils }),
        ...(coveringFor === undefined ? [] : [t('attendance.coveringFor', { name: coveringFor })]),
      ].join(' · ')}
    </span>
  );
}

function Progress({ row, bare }: { row: RegisterRow; bare?: boolean }) {
  const { t } = useTranslation();
  if (isUntaken(row)) return <span className={classes.untaken}>{t('attendance.notYet')}</span>;
  return (
    <div className={bare === true ? classes.bar : classes.cardBar}>
      <CategoryBar counts={{ ...noCounts(), ...row.live?.counts }} />
    </div>
  );
}

/** How many of the class are marked, and whether the register is closed. */
function Marked({ row }: { row: RegisterRow }) {
  const { t } = useTranslation();
  if (row.live === null || isUntaken(row))
    return <IconChevronRight className={classes.chevron} size={18} aria-hidden="true" />;
  return (
    <span className="num">
      <b>{row.pupils - row.live.counts.unmarked}</b>
      <span className="soft">/{row.pupils}</span>
      <span className="hidden-text"> {t('attendance.markedShort')}</span>
    </span>
  );
}

function Refusal({ error }: { error: Error | null }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={classes.refusals}>
      {error === null ? null : <p className={classes.refusal}>{t(errorKey(error))}</p>}
    </div>
  );
}

function soon(minutes: number, t: TFunction): string {
  if (minutes < 60) return t('attendance.inMinutes', { count: minutes });
  return t('attendance.inHours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
