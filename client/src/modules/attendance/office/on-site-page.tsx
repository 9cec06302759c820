import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMe } from '../../../platform/session';
import { isFinal } from '../../../platform/api-error';
import { shortDay, timeAt } from '../../../platform/dates';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips, SearchField } from '../../../platform/ui/list-controls';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { wallClock } from '@quad/shared/platform';
import classes from './on-site-page.module.css';
import { SiteList } from './site-list';
import { SiteNumbers } from './site-numbers';
import { countSite, stateOf, wordsOf, type KeptSite, type PersonState } from './site';
import type { SiteStore, SiteView } from './site-store';
import { OfSchool, SchoolPicker } from './use-school';
import { useSite } from './use-site';

export function OnSitePage() {
  const { t } = useTranslation();
  return (
    <OfSchool permission="rollcall:run" title={t('office.site.title')}>
      {(schoolId) => <SchoolSite key={schoolId} schoolId={schoolId} />}
    </OfSchool>
  );
}

function SchoolSite({ schoolId }: { schoolId: string }) {
  const { t } = useTranslation();
  const { store, view } = useSite(schoolId);
  const { kept, error } = view;
  const wall = kept === null ? null : wallClock(kept.list.now, kept.list.timeZone);
  return (
    <div className={page.page}>
      <PageHeader
        title={t('office.site.title')}
        above={
          kept === null || wall === null
            ? undefined
            : `${kept.list.schoolName} · ${shortDay(wall.date)}, ${wall.time}`
        }
        chip={<ConnectionChip asOf={kept?.list} failed={error !== null} />}
      />
      {kept === null || (error !== null && isFinal(error)) ? (
        error === null ? (
          <SkeletonRows heights={[96, 44, 56, 56, 56, 56]} />
        ) : (
          <ErrorNotice error={error} retry={() => void store.ask('list')} />
        )
      ) : (
        <LoadedSite store={store} view={view} kept={kept} />
      )}
    </div>
  );
}

const shown: readonly PersonState[] = ['missing', 'unknown', 'safe', 'away'];

function LoadedSite({ store, view, kept }: { store: SiteStore; view: SiteView; kept: KeptSite }) {
  const { t } = useTranslation();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const { list, taps } = kept;
  const isOn = list.rollcall !== null || kept.startedAt !== null;
  const words = wordsOf(list.rollcall?.checks ?? [], taps);
  const counts = countSite(list.people, words);
  const wanted = shown.find((name) => name === search.get('state'));
  const q = search.get('q')?.trim().toLocaleLowerCase() ?? '';
  const className = search.get('class') ?? '';
  const classNames = [
    ...new Set(list.people.flatMap(({ seen }) => (seen === null ? [] : [seen.className]))),
  ].sort();
  const people = list.people.filter(
    (person) =>
      (wanted === undefined || stateOf(person, words) === wanted) &&
      person.name.toLocaleLowerCase().includes(q) &&
      (className === '' || person.seen?.className === className),
  );
  const since = list.rollcall === null ? kept.startedAt : list.rollcall.startedAt;
  const name = list.rollcall?.startedBy ?? me.name;
  return (
    <div className={classes.stack}>
      <SchoolPicker permission="rollcall:run" schoolId={list.schoolId} />
      <div role="status" className={classes.state}>
        {view.error === null ? null : (
          <p className={classes.offline}>
            {t('office.site.offline', { time: timeAt(list.now, list.timeZone) })}{' '}
            {taps.length === 0 ? t('office.site.goesOn') : t('office.site.waiting', { count: taps.length })}
          </p>
        )}
        {view.lost === 0 ? null : (
          <p className={classes.offline}>{t('office.site.lost', { count: view.lost })}</p>
        )}
      </div>
      <SiteNumbers counts={counts} isOn={isOn} />
      <div className={classes.actions}>
        {isOn ? (
          <>
            <p className="num">
              {t('office.site.since', { name, time: since === null ? '' : timeAt(since, list.timeZone) })}
            </p>
            <Button variant="outline" disabled={list.rollcall === null} onClick={() => void store.end()}>
              {t('office.site.end')}
            </Button>
          </>
        ) : (
          <Button className={classes.start} onClick={() => store.start()}>
            {t('office.site.start')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden="true" />}
          onClick={() => window.print()}
        >
          {t('office.site.print')}
        </Button>
      </div>
      <div className={classes.controls} role="search">
        <SearchField label={t('office.absent.search')} />
        <label className={classes.class}>
          <span className="hidden-text">{t('office.day.class')}</span>
          <select
            value={className}
            onChange={(event) => {
              const next = new URLSearchParams(search);
              if (event.currentTarget.value === '') next.delete('class');
              else next.set('class', event.currentTarget.value);
              setSearch(next, { replace: true });
            }}
          >
            <option value="">{t('office.site.everyClass')}</option>
            {classNames.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <Chips
          label={t('office.site.filter')}
          name="state"
          choices={[
            { value: '', label: t('office.day.all'), count: list.people.length },
            ...shown.map((value) => ({
              value,
              label: t(
                isOn || value !== 'missing' ? `office.site.state.${value}` : 'office.site.state.onSite',
              ),
              count: counts[value],
            })),
          ]}
        />
      </div>
      {people.length === 0 ? (
        <div className={page.card}>
          <Notice title={t(list.people.length === 0 ? 'office.site.nobody' : 'office.absent.noMatch')}>
            {list.people.length === 0 ? t('office.site.nobodyMore') : undefined}
          </Notice>
        </div>
      ) : (
        <SiteList people={people} words={words} isOn={isOn} tap={(who, safe) => store.tap(who, safe)} />
      )}
    </div>
  );
}
