import { Button } from '@mantine/core';
import { wallClock } from '@quad/shared/platform';
import { classesContract, type CoverRow } from '@quad/shared/schools';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useNow } from '../../../platform/clock';
import { shortDay } from '../../../platform/dates';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { listParams, ListPages } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { coversQuery, useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import { InSchool } from '../ui/use-school';
import { useToast, type Sayer } from '../ui/use-toast';
import { CoverDialog } from './cover-dialog';

export function CoversPage() {
  const { t } = useTranslation();
  return (
    <InSchool permission="cover:manage" title={t('admin.covers.title')}>
      {(schoolId, above) => <Covers key={schoolId} schoolId={schoolId} above={above} />}
    </InSchool>
  );
}

function Covers({ schoolId, above }: { schoolId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const covers = useLiveQuery(coversQuery(schoolId, listParams(search).page), {
    topics: [`setup:${schoolId}`],
  });
  const given = givenIn(search);
  const [adding, setAdding] = useState(given !== null);
  const sayer = useToast();
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('admin.covers.title')}
        above={above}
        chip={<ConnectionChip asOf={covers.data} failed={covers.isError} />}
      />
      <div className={classes.stack}>
        <div className={classes.controls}>
          <p className="soft">{t('admin.covers.hint')}</p>
          <Button onClick={() => setAdding(true)}>{t('admin.covers.add')}</Button>
        </div>
        <Loaded query={covers} heights={[76, 76]}>
          {({ rows, page: number, pages, timeZone }) =>
            rows.length === 0 ? (
              <div className={page.card}>
                <Notice title={t('admin.covers.none')}>{t('admin.covers.noneHint')}</Notice>
              </div>
            ) : (
              <div className={classes.stack}>
                <ul className={page.stack}>
                  {rows.map((row) => (
                    <Cover key={row.coverId} row={row} {...{ schoolId, timeZone, sayer }} />
                  ))}
                </ul>
                <ListPages page={number} pages={pages} />
              </div>
            )
          }
        </Loaded>
      </div>
      {adding ? (
        <CoverDialog schoolId={schoolId} given={given} sayer={sayer} close={() => setAdding(false)} />
      ) : null}
      {sayer.toast}
    </div>
  );
}

/** The class the way here named: a late register’s row in the school’s day does. */
function givenIn(search: URLSearchParams): { classId: string; name: string } | null {
  const classId = search.get('class') ?? '';
  return /^[0-9a-f]{24}$/.test(classId) ? { classId, name: search.get('name') ?? '' } : null;
}

interface CoverProps {
  row: CoverRow;
  schoolId: string;
  timeZone: string;
  sayer: Sayer;
}

function Cover({ row, schoolId, timeZone, sayer: { done, refused } }: CoverProps) {
  const { t } = useTranslation();
  const { coverId, className, name, coveringFor, from, to, note } = row;
  const isOn = from <= useNow();
  const change = useChange(classesContract.endCover);
  const params = { schoolId, coverId };
  const end = (): void => {
    const { date, time } = wallClock(to, timeZone);
    const back = (): void =>
      change.mutate(
        { params, body: { to: { date, time } } },
        { onSuccess: () => done(t('admin.undone')), onError: refused },
      );
    change.mutate(
      { params, body: { to: null } },
      { onSuccess: () => done(t('admin.covers.ended', { className }), back), onError: refused },
    );
  };
  return (
    <li className={classes.section}>
      <div className={classes.head}>
        <span className={classes.words}>
          <b>{t('admin.covers.has', { name, className })}</b>
          <small>
            {coveringFor.length === 0 ? '' : `${t('admin.covers.for', { names: coveringFor.join(', ') })} · `}
            <span className="num">
              {t('admin.covers.when', { from: momentWords(from, timeZone), to: momentWords(to, timeZone) })}
            </span>
            {note === null ? '' : ` · ${note}`}
          </small>
        </span>
        <span className={classes.picked}>
          <span className={classes.tag}>{t(isOn ? 'admin.covers.now' : 'admin.covers.coming')}</span>
          <Button
            variant="subtle"
            aria-label={`${t(isOn ? 'admin.covers.endNow' : 'admin.covers.cancel')}: ${className}`}
            onClick={end}
          >
            {t(isOn ? 'admin.covers.endNow' : 'admin.covers.cancel')}
          </Button>
        </span>
      </div>
    </li>
  );
}

function momentWords(instant: number, timeZone: string): string {
  const { date, time } = wallClock(instant, timeZone);
  return `${shortDay(date)}, ${time}`;
}
