import { isBegun, noCounts, type DayRow, type Standing } from '@quad/shared/attendance';
import {
  IconAlertTriangle,
  IconBell,
  IconCheck,
  IconClock,
  IconLock,
  IconPencil,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './standing-chip.module.css';

/** In the order in which they want attention. */
export const shownStandings: readonly Standing[] = ['late', 'due', 'taking', 'notDue', 'closed', 'locked'];

const icons: Record<Standing, TablerIcon> = {
  notDue: IconClock,
  due: IconBell,
  late: IconAlertTriangle,
  taking: IconPencil,
  closed: IconCheck,
  locked: IconLock,
};

/** Where a register stands: a shape, a word and a colour. One that was locked and never taken says so. */
export function StandingChip({ row: { standing, counts } }: { row: Pick<DayRow, 'standing' | 'counts'> }) {
  const { t } = useTranslation();
  const Icon = icons[standing];
  const missed = standing === 'locked' && !isBegun({ ...noCounts(), ...counts });
  return (
    <span className={classes.chip} data-standing={missed ? 'late' : standing}>
      <Icon size={15} stroke={2} aria-hidden="true" />
      {t(missed ? 'office.standing.missed' : `office.standing.${standing}`)}
    </span>
  );
}
