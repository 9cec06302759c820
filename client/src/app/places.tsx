import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { QuadMark } from '../platform/ui/quad-mark';
import { FindAnything } from './find-anything';
import { inTheBar, type Place, type Places as PlacesOf } from './places-of';
import classes from './places.module.css';

// what it asks is not part of the first load
const InboxBadge = lazy(async () => ({
  default: (await import('../modules/attendance/family/inbox-badge')).InboxBadge,
}));

export function Sidebar({ places }: { places: PlacesOf }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.side} aria-label={t('shell.places')}>
      <div className={classes.brand}>
        <QuadMark />
        Quad
      </div>
      <FindAnything places={places} />
      <Places places={places.daily} className={classes.list} />
      {places.managing.length === 0 ? null : (
        <>
          <h2 className={classes.group}>{t('shell.manage')}</h2>
          <Places places={places.managing} className={classes.list} />
        </>
      )}
      <Places places={[places.more]} className={`${classes.list} ${classes.last}`} />
    </nav>
  );
}

export function BottomBar({ places: { daily, more } }: { places: PlacesOf }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.bottom} aria-label={t('shell.places')}>
      <Places places={[...daily.slice(0, inTheBar), more]} className={classes.bar} />
    </nav>
  );
}

/** On a phone: what its bar has no room for. */
export function OtherPlaces({ places: { daily, managing } }: { places: PlacesOf }) {
  const { t } = useTranslation();
  const others = [...daily.slice(inTheBar), ...managing];
  if (others.length === 0) return null;
  return (
    <nav className={classes.others} aria-label={t('shell.otherPlaces')}>
      <Places places={others} className={classes.list} />
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
            {name === 'inbox' ? (
              <Suspense>
                <InboxBadge />
              </Suspense>
            ) : null}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
