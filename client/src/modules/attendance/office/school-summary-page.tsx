import type { SchoolSummary } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { Can } from '../../../platform/can';
import { formatPercent, shortDay } from '../../../platform/dates';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { CategoryBar } from '../../../platform/ui/category-bar';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips } from '../../../platform/ui/list-controls';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { schoolSummaryQuery } from './office.queries';
import { RangePicker } from './range-picker';
import { RangeTotals } from './range-totals';
import { partOf } from './share';
import { ShareChart } from './share-chart';
import classes from './summary.module.css';
import table from './table.module.css';
import { useRange } from './use-range';

/** A school's days and classes over a range; each class opens to its own. */
export function SchoolSummaryPage() {
  const { t } = useTranslation();
  const { schoolId = '' } = useParams();
  const { districtId } = useMe();
  const chosen = useRange(schoolId);
  const { from, to } = chosen.range;
  const summary = useLiveQuery(
    { ...schoolSummaryQuery(schoolId, { from, to }), enabled: !chosen.settling },
    { topics: [`school:${schoolId}`] },
  );
  const { data } = summary;
  return (
    <div className={page.wide}>
      <PageHeader
        title={data?.name ?? t('office.summary.title')}
        above={`${shortDay(from)} – ${shortDay(to)}`}
        chip={<ConnectionChip asOf={undefined} failed={summary.isError} />}
      />
      <nav className={classes.crumbs} aria-label={t('office.summary.ways')}>
        <Link to={`/schools/${schoolId}/day`}>{t('office.summary.toDay')}</Link>
        <Link to={`/warnings?school=${schoolId}`}>{t('place.warnings')}</Link>
        <Can permission="school:manage" target={{ districtId, schoolId }}>
          <Link to={`/schools/${schoolId}/rules`}>{t('office.rules.title')}</Link>
        </Can>
      </nav>
      <div className={classes.stack}>
        <RangePicker {...chosen} />
        {data === undefined ? (
          summary.isError ? (
            <ErrorNotice error={summary.error} retry={() => void summary.refetch()} />
          ) : (
            <SkeletonRows heights={[108, 260, 60, 60, 60]} />
          )
        ) : (
          <Loaded summary={data} stale={summary.isPlaceholderData} />
        )}
      </div>
    </div>
  );
}

function Loaded({ summary, stale }: { summary: SchoolSummary; stale: boolean }) {
  const { t } = useTranslation();
  if (summary.days.length === 0)
    return (
      <div className={page.card}>
        <Notice title={t('office.summary.empty')}>{t('office.summary.emptyMore')}</Notice>
      </div>
    );
  const wall = summary.asOf === null ? null : wallClock(summary.asOf, summary.timeZone);
  return (
    <div className={classes.stack} aria-busy={stale}>
      <RangeTotals
        {...summary}
        asOf={wall === null ? '' : t('chip.asOf', { time: `${shortDay(wall.date)} ${wall.time}` })}
      />
      <section className={page.padded}>
        <h2>{t('office.summary.days')}</h2>
        <ShareChart days={summary.days} label={t('office.summary.days')} />
      </section>
      <Classes classesOf={summary.classes} schoolId={summary.schoolId} />
    </div>
  );
}

function Classes({ classesOf, schoolId }: { classesOf: SchoolSummary['classes']; schoolId: string }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const way = new URLSearchParams([...search].filter(([name]) => ['range', 'from', 'to'].includes(name)));
  // a class alone does not say whose terms a range goes by
  way.set('school', schoolId);
  const byShare = search.get('sort') === 'attendance';
  const rows = byShare ? [...classesOf].sort((a, b) => (partOf(a) ?? 2) - (partOf(b) ?? 2)) : classesOf;
  return (
    <section className={classes.stack}>
      <div className={classes.head}>
        <h2>{t('office.summary.classes')}</h2>
        <Chips
          label={t('attendance.board.sort')}
          name="sort"
          choices={[
            { value: '', label: t('attendance.board.sortBy.name') },
            { value: 'attendance', label: t('attendance.board.sortBy.attendance') },
          ]}
        />
      </div>
      <table className={table.table}>
        <caption className="hidden-text">{t('office.summary.classes')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('office.day.class')}</th>
            <th scope="col">{t('office.day.marks')}</th>
            <th scope="col" className={table.figure}>
              {t('office.day.submitted')}
            </th>
            <th scope="col" className={table.figure}>
              {t('attendance.board.attendance')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ classId, name, counts, present, marked, submitted }) => (
            <tr key={classId}>
              <th scope="row">
                <Link to={`/classes/${classId}/summary?${way.toString()}`}>{name}</Link>
              </th>
              <td className={classes.bar}>
                <CategoryBar counts={counts} />
              </td>
              <td className={table.figure} data-label={t('office.day.submitted')}>
                {submitted}
              </td>
              <td className={table.figure} data-label={t('attendance.board.attendance')}>
                <b>
                  {formatPercent(present, marked) ?? (
                    <span className={table.missing}>{t('attendance.board.notSubmitted')}</span>
                  )}
                </b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
