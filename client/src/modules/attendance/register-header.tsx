import { countMarks, type ReplicaView, type Shown } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { IconChevronLeft } from '@tabler/icons-react';
import { useNow } from '../../platform/clock';
import { shortDay, timeAt } from '../../platform/dates';
import { CategoryBar } from '../../platform/ui/category-bar';
import { StateChip } from '../../platform/ui/state-chip';
import classes from './register-header.module.css';
import { useRegisterFigures } from './register-figures';
import type { Surroundings } from './register-store';
import { chipState, chipTone } from './register-words';

interface RegisterHeaderProps {
  register: Shown;
  view: ReplicaView;
  around: Surroundings;
}

export function RegisterHeader({ register, view, around }: RegisterHeaderProps) {
  const { t } = useTranslation();
  const { date } = wallClock(useNow(), register.timeZone);
  const counts = countMarks(register.marks, register.codeSet);
  const roll = register.marks.length;
  const when = date === register.date ? register.starts : `${shortDay(register.date)}, ${register.starts}`;
  return (
    <header className={classes.header}>
      <title>{`${register.className} · Quad`}</title>
      <div className={classes.top}>
        <Link to="/" className={classes.back} aria-label={t('attendance.back')}>
          <IconChevronLeft size={22} aria-hidden="true" />
        </Link>
        <div className={classes.words}>
          <h1>{register.className}</h1>
          <p className="soft num">
            {when} ·{' '}
            <b className={classes.marked}>
              {t('attendance.marked', { count: roll - counts.unmarked, roll })}
            </b>
          </p>
        </div>
        <RegisterChip register={register} view={view} around={around} />
      </div>
      <CategoryBar counts={counts} />
      <Company register={register} view={view} around={around} />
    </header>
  );
}

function RegisterChip({ register, view, around }: RegisterHeaderProps) {
  const { t } = useTranslation();
  const state = chipState(view);
  const more = state === 'waiting' && !view.durable ? 'waitingHere' : state;
  return (
    <StateChip
      tone={chipTone[state]}
      label={t(`attendance.chip.${state}`, {
        count: state === 'notSaved' ? view.notSaved.length : view.waiting,
      })}
      words={t(`attendance.chip.${more}More`)}
      figures={useRegisterFigures(register, view, around)}
    />
  );
}

/** Since when the server is silent, and who else is here. */
function Company({ register, view, around }: RegisterHeaderProps) {
  const { t } = useTranslation();
  const people = [...new Set(around.people.map(({ name }) => name))];
  const since = around.offlineSince;
  return (
    <div role="status" className={classes.company}>
      {since === null ? null : (
        <span>
          {t(view.durable ? 'attendance.offlineSince' : 'attendance.offlineHere', {
            time: timeAt(since, register.timeZone),
          })}{' '}
        </span>
      )}
      {people.length === 0 ? null : (
        <span className={classes.people}>
          {t('attendance.hereToo', { count: people.length, names: people.join(', ') })}
        </span>
      )}
    </div>
  );
}
