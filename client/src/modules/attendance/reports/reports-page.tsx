import { reportNames, type ReportSetup } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useNow } from '../../../platform/clock';
import { useMe } from '../../../platform/session';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { changed, choiceOf, daysOf, type ReportChoice } from './report-choice';
import { ReportDownload } from './report-download';
import { ReportPlace } from './report-place';
import { ReportSpan } from './report-span';
import classes from './reports-page.module.css';
import { setupQuery } from './reports.queries';
import { useOwnSchools } from './use-own-schools';

/** A report is chosen, narrowed and fetched on one page; all of the choice is in the address. */
export function ReportsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [search] = useSearchParams();
  const { schools, isDistrict } = useOwnSchools();
  const asked = choiceOf(search);
  const school = asked.school ?? (isDistrict ? null : (schools[0]?.schoolId ?? null));
  const setup = useLiveQuery(
    { ...setupQuery(school ?? ''), enabled: school !== null },
    { topics: [`setup:${school ?? ''}`] },
  );
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('reports.title')}
        above={setup.data?.name ?? me.districtName}
        chip={<ConnectionChip asOf={undefined} failed={setup.isError} />}
      />
      {school === null && !isDistrict ? (
        <div className={page.card}>
          <Notice title={t('reports.noSchool')}>{t('reports.noSchoolMore')}</Notice>
        </div>
      ) : setup.isError ? (
        <ErrorNotice error={setup.error} retry={() => void setup.refetch()} />
      ) : school !== null && setup.data === undefined ? (
        <SkeletonRows heights={[240, 90, 90]} />
      ) : (
        <Form choice={{ ...asked, school }} setup={setup.data} />
      )}
    </div>
  );
}

function Form({ choice, setup }: { choice: ReportChoice; setup: ReportSetup | undefined }) {
  const me = useMe();
  const now = useNow();
  const today = setup?.today ?? wallClock(now, me.clock.timeZone).date;
  const days = daysOf(choice, today, setup?.terms ?? []);
  return (
    <div className={classes.form}>
      <Kinds chosen={choice.report} />
      <ReportPlace choice={choice} setup={setup} />
      <ReportSpan choice={choice} days={days} terms={setup?.terms ?? []} />
      <ReportDownload choice={choice} days={days} today={today} />
    </div>
  );
}

function Kinds({ chosen }: { chosen: ReportChoice['report'] }) {
  const { t } = useTranslation();
  const [, setSearch] = useSearchParams();
  return (
    <fieldset className={classes.kinds}>
      <legend className="hidden-text">{t('reports.which')}</legend>
      {reportNames.map((name) => (
        <label key={name} className={classes.kind} data-chosen={name === chosen || undefined}>
          <input
            type="radio"
            name="report"
            checked={name === chosen}
            onChange={() => setSearch((before) => changed(before, { report: name }), { replace: true })}
          />
          <b>{t(`reports.${name}.name`)}</b>
          <span className={classes.sentence}>{t(`reports.${name}.sentence`)}</span>
          <span className={classes.formula}>{t(`reports.${name}.formula`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
