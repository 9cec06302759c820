import { mayEver } from '@quad/shared/platform';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useMatches } from 'react-router';
import { hasWorkedHere } from '../modules/attendance/client-id';
import { ProofGate } from '../modules/identity/proof-gate';
import { useLiveQuery } from '../platform/live-query';
import { OneRole, useRoles } from '../platform/role';
import { meQuery, SignedIn, useMe } from '../platform/session';
import { ErrorNotice } from '../platform/ui/notice';
import { SkeletonPage } from '../platform/ui/skeletons';
import { DemoClock } from './demo-clock';
import { NotSavedBanner } from './not-saved-banner';
import { OfflineBanner } from './offline-banner';
import { BottomBar, Sidebar } from './places';
import { ArrivedAs } from './role-switch';
import classes from './shell.module.css';
import { UpdateNotice } from './update-notice';
import { placesOf } from './places-of';

const InboxToast = lazy(async () => ({
  default: (await import('../modules/attendance/family/inbox-toast')).InboxToast,
}));

const ProtectFirstPage = lazy(async () => ({
  default: (await import('../modules/identity/protect-first')).ProtectFirstPage,
}));

const ProtectFirstBanner = lazy(async () => ({
  default: (await import('../modules/identity/protect-first')).ProtectFirstBanner,
}));

// it brings the device's database along, which no first page waits for
const RegistersOnDevice = lazy(async () => ({
  default: (await import('../modules/attendance/registers-on-device')).RegistersOnDevice,
}));

export function Shell() {
  return (
    <SignedIn
      loading={<SkeletonPage heights={[130, 76, 76, 76]} />}
      failed={(error, retry) => (
        <main id="main">
          <ErrorNotice level={1} error={error} retry={retry} />
        </main>
      )}
    >
      <OneRole>
        <Frame />
      </OneRole>
    </SignedIn>
  );
}

function Frame() {
  const { t } = useTranslation();
  const me = useMe();
  const focused = useMatches().some((match) => isFocused(match.handle));
  const main = useFocusOnArrival();
  const places = placesOf(me);
  const asleep = useAsleep();
  // the server lets a socket go when its person's roles, classes or covers change, also by the clock, which no hint tells
  useLiveQuery(meQuery, { topics: [`me:${me.personId}`], byValue: true });
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        {t('shell.skip')}
      </a>
      <Sidebar places={places} />
      <div className={classes.content} data-focused={focused || undefined}>
        {me.clock.real ? null : (
          <section className={classes.demo} aria-label={t('shell.clock')}>
            <DemoClock />
          </section>
        )}
        {focused ? null : <UpdateNotice />}
        {focused ? null : <OfflineBanner />}
        {focused ? null : <NotSavedBanner />}
        <ArrivedAs />
        {asleep === 'some' && !focused ? (
          <Suspense>
            <ProtectFirstBanner />
          </Suspense>
        ) : null}
        <main id="main" tabIndex={-1} ref={main} className={classes.main}>
          {asleep === 'all' ? (
            <Suspense>
              <ProtectFirstPage />
            </Suspense>
          ) : (
            <Outlet />
          )}
        </main>
      </div>
      {focused ? null : <BottomBar places={places} />}
      {mayEver(me, 'register:mark') || hasWorkedHere(me.personId) ? (
        <Suspense>
          <RegistersOnDevice />
        </Suspense>
      ) : null}
      {places.daily.some(({ name }) => name === 'inbox') ? (
        <Suspense>
          <InboxToast />
        </Suspense>
      ) : null}
      <ProofGate />
    </div>
  );
}

/** Whether roles of this person wait for a second factor, and whether that leaves any; on the way to it neither matters. */
function useAsleep(): 'all' | 'some' | 'none' {
  const { secondFactor } = useMe();
  const left = useRoles()?.all.length ?? 0;
  const { pathname } = useLocation();
  if (secondFactor !== 'needed' || pathname.startsWith('/more/')) return 'none';
  if (left > 0) return 'some';
  return pathname === '/more' ? 'none' : 'all';
}

function isFocused(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'focused' in handle;
}

/** A new page is a new place for the keyboard and for readers too; the first one is where they already are. */
function useFocusOnArrival() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return main;
}
