import type { PupilYearDto } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useCan } from '../../../platform/can';
import { formatPercent } from '../../../platform/dates';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { AbsenceBar } from './absence-bar';
import { pupilYearQuery } from './office.queries';
import { useAbsenceWords, useWarningWords } from './warning-words';
import { WarningList } from './warnings-page';
import summary from './summary.module.css';
import { YearStrip } from './year-strip';

/** A pupil's school year: each day, the share, and what it warns of. */
export function PupilYearPage() {
  const { t } = useTranslation();
  const { pupilId = '' } = useParams();
  const year = useLiveQuery(pupilYearQuery(pupilId), { topics: [`year:${pupilId}`] });
  const { data } = year;
  const mayRead = useCan('people:read');
  return (
    <div className={page.medium}>
      <PageHeader
        title={data?.name ?? t('office.year.title')}
        above={
          data === undefined
            ? undefined
            : t('office.warnings.year', { year: data.year, next: String(data.year + 1).slice(2) })
        }
        chip={<ConnectionChip asOf={undefined} failed={year.isError} />}
      />
      <nav className={summary.crumbs} aria-label={t('office.summary.ways')}>
        <Link to={`/pupils/${pupilId}`}>{t('office.year.calendar')}</Link>
        {mayRead && data !== undefined ? (
          <Link to={`/people/${pupilId}?school=${data.schoolId}`}>{t('office.year.person')}</Link>
        ) : null}
      </nav>
      {data === undefined ? (
        year.isError ? (
          <ErrorNotice error={year.error} retry={() => void year.refetch()} />
        ) : (
          <SkeletonRows heights={[120, 320]} />
        )
      ) : (
        <Year year={data} />
      )}
    </div>
  );
}

function Year({ year }: { year: PupilYearDto }) {
  const { t } = useTranslation();
  const words = useWarningWords();
  const absence = useAbsenceWords();
  if (year.days.length === 0)
    return (
      <div className={page.card}>
        <Notice title={t('office.year.empty')} />
      </div>
    );
  return (
    <div className={summary.stack}>
      <section className={page.padded}>
        <h2>{t('office.year.absence')}</h2>
        <p className="num">
          <b>{formatPercent(year.absent, year.possible) ?? '–'}</b>{' '}
          <span className="soft">{absence(year)}</span>
        </p>
        <AbsenceBar share={year.share} />
        {year.warnings.length === 0 ? <p>{t('office.year.noWarning')}</p> : null}
        <WarningList warnings={year.warnings} words={words} />
        <p className="soft">{t('office.warnings.formula')}</p>
      </section>
      <section className={page.padded}>
        <h2>{t('office.year.days')}</h2>
        <YearStrip days={year.days} />
      </section>
    </div>
  );
}
