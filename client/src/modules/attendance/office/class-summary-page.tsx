import type { ClassSummary } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useCan } from '../../../platform/can';
import { formatPercent, shortDay, timeAt } from '../../../platform/dates';
import { CategoryBar, useCountWords } from '../../../platform/ui/category-bar';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { classSummaryQuery } from './office.queries';
import { RangePicker } from './range-picker';
import { RangeTotals } from './range-totals';
import classes from './summary.module.css';
import table from './table.module.css';
import { useRange } from './use-range';

/** A class's registers and pupils over a range; both add up to the totals above them. */
export function ClassSummaryPage() {
  const { t } = useTranslation();
  const { classId = '' } = useParams();
  const [search] = useSearchParams();
  const school = search.get('school') ?? undefined;
  const chosen = useRange(school);
  const { from, to } = chosen.range;
  const summary = useLiveQuery(
    { ...classSummaryQuery(classId, { from, to }), enabled: !chosen.settling },
    { topics: [`summary:${classId}`] },
  );
  const { data } = summary;
  return (
    <div className={page.wide}>
      <PageHeader
        title={data?.name ?? t('office.summary.title')}
        above={[data?.schoolName, `${shortDay(from)} – ${shortDay(to)}`]
          .filter((part) => part !== undefined)
          .join(' · ')}
        chip={<ConnectionChip asOf={data} failed={summary.isError} />}
      />
      <Crumbs data={data} />
      <div className={classes.stack}>
        <RangePicker {...chosen} />
        {data === undefined ? (
          summary.isError ? (
            <ErrorNotice error={summary.error} retry={() => void summary.refetch()} />
          ) : (
            <SkeletonRows heights={[108, 60, 60, 60, 60]} />
          )
        ) : data.registers.length === 0 ? (
          <div className={page.card}>
            <Notice title={t('office.summary.empty')}>{t('office.summary.emptyMore')}</Notice>
          </div>
        ) : (
          <div className={classes.stack} aria-busy={summary.isPlaceholderData}>
            <RangeTotals
              {...data}
              expected={data.registers.length}
              asOf={t('chip.asOf', { time: timeAt(data.now, data.timeZone) })}
            />
            <div className={classes.columns}>
              <Pupils pupils={data.pupils} schoolId={data.schoolId} />
              <Registers registers={data.registers} />
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

function Crumbs({ data }: { data: ClassSummary | undefined }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const may = useCan('day:read');
  if (data === undefined || !may) return null;
  const way = new URLSearchParams([...search].filter(([name]) => ['range', 'from', 'to'].includes(name)));
  return (
    <nav className={classes.crumbs} aria-label={t('office.summary.ways')}>
      <Link to={`/schools/${data.schoolId}/summary?${way.toString()}`}>{data.schoolName}</Link>
    </nav>
  );
}

function Pupils({ pupils, schoolId }: { pupils: ClassSummary['pupils']; schoolId: string }) {
  const { t } = useTranslation();
  const words = useCountWords();
  const unusual = (said: string): string => (said === t('count.none') ? '' : said);
  // a teacher sees the class, not a pupil’s whole year
  const may = useCan('attendance:pupil', { schoolId });
  const district = useCan('district:manage');
  return (
    <section className={classes.stack}>
      <h2>{t('attendance.pupils')}</h2>
      <table className={table.table}>
        <caption className="hidden-text">{t('attendance.pupils')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('office.summary.pupil')}</th>
            <th scope="col">{t('office.day.marks')}</th>
            <th scope="col" className={table.figure}>
              {t('attendance.board.attendance')}
            </th>
          </tr>
        </thead>
        <tbody>
          {pupils.map(({ pupil, name, counts, present, marked }) => (
            <tr key={pupil}>
              <th scope="row">{may || district ? <Link to={`/pupils/${pupil}/year`}>{name}</Link> : name}</th>
              <td>
                <CategoryBar counts={counts} />
                <span className={table.sub}>{unusual(words(['late', 'absent', 'excused'], counts))}</span>
              </td>
              <td className={table.figure} data-label={t('attendance.board.attendance')}>
                <b>{formatPercent(present, marked) ?? '–'}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Registers({ registers }: { registers: ClassSummary['registers'] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.stack}>
      <h2>{t('attendance.board.registers')}</h2>
      <table className={table.table}>
        <caption className="hidden-text">{t('attendance.board.registers')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('office.day.date')}</th>
            <th scope="col">{t('office.day.marks')}</th>
            <th scope="col" className={table.figure}>
              {t('attendance.board.attendance')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...registers].reverse().map(({ registerId, date, starts, counts, present, marked }) => (
            <tr key={registerId}>
              <th scope="row">
                <Link to={`/registers/${registerId}`}>
                  {shortDay(date)}, {starts}
                </Link>
              </th>
              <td className={classes.bar}>
                <CategoryBar counts={counts} />
              </td>
              <td className={table.figure} data-label={t('attendance.board.attendance')}>
                {formatPercent(present, marked) ?? (
                  <span className={table.missing}>{t('attendance.notYet')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
