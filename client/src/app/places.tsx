import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { QuadMark } from '../platform/ui/quad-mark';
import type { Place } from './places-of';
import classes from './places.module.css';

export function Sidebar({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.side} aria-label={t('shell.places')}>
      <div className={classes.brand}>
        <QuadMark />
        Quad
      </div>
      <Places places={places} className={classes.list} />
    </nav>
  );
}

export function BottomBar({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.bottom} aria-label={t('shell.places')}>
      <Places places={places} className={classes.bar} />
    </nav>
  );
}

function Places({ places, className }: { places: readonly Place[]; className: string | undefined }) {
  const { t } = useTranslation();
  return (
    <ul className={className}>
      {places.map(({ to, name, Icon }) => (
        <li key={to}>
          <NavLink to={to} end={to === '/'} className={classes.place}>
            <Icon size={20} stroke={1.75} aria-hidden="true" />
            {t(`place.${name}`)}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
