import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { QuadMark } from '../platform/ui/quad-mark';
import { FindAnything } from './find-anything';
import { inTheBar, type Place, type Places as PlacesOf } from './places-of';
import classes from './places.module.css';
import { RoleSwitch } from './role-switch';

// what it asks is not part of the first load
const InboxBadge = lazy(async () => ({
  default: (await import('../modules/attendance/family/inbox-badge')).InboxBadge,
}));

const NoticesBadge = lazy(async () => ({
  default: (await import('../modules/notifications/notices-badge')).NoticesBadge,
}));

export function Sidebar({ places }: { places: PlacesOf }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.side} aria-label={t('shell.places')}>
      <div className={classes.brand}>
        <QuadMark />
        Quad
      </div>
      <RoleSwitch />
      <FindAnything places={places} />
      <Places places={places.daily} className={classes.list} />
      {places.managing.length === 0 ? null : (
        <>
          <h2 className={classes.group}>{t('shell.manage')}</h2>
          <Places places={places.managing} className={classes.list} />
        </>
      )}
      <Places places={[...places.notices, places.more]} className={`${classes.list} ${classes.last}`} />
    </nav>
  );
}

export function BottomBar({ places: { daily, notices, more } }: { places: PlacesOf }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.bottom} aria-label={t('shell.places')}>
      <Places
        places={[...daily.slice(0, inTheBar), more]}
        className={classes.bar}
        noticesAt={notices.length > 0 ? 'more' : undefined}
      />
    </nav>
  );
}

/** On a phone: what its bar has no room for. */
export function OtherPlaces({ places: { daily, notices, managing } }: { places: PlacesOf }) {
  const { t } = useTranslation();
  const others = [...notices, ...daily.slice(inTheBar), ...managing];
  if (others.length === 0) return null;
  return (
    <nav className={classes.others} aria-label={t('shell.otherPlaces')}>
      <Places places={others} className={classes.list} />
    </nav>
  );
}

interface PlacesProps {
  places: readonly Place[];
  className: string | undefined;
  /** the place that shows how many notices are not read */
  noticesAt?: Place['name'] | undefined;
}

function Places({ places, className, noticesAt = 'notices' }: PlacesProps) {
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
            {name === noticesAt ? (
              <Suspense>
                <NoticesBadge />
              </Suspense>
            ) : null}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
