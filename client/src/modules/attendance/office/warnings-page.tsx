import { warningKinds, type Warnings, type WarningRow } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { formatPercent, shortDay } from '../../../platform/dates';
import { useLiveQuery } from '../../../platform/live-query';
import { Avatar } from '../../../platform/ui/avatar';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { AbsenceBar } from './absence-bar';
import { warningParams } from './address';
import { warningsQuery } from './office.queries';
import { OfSchool, SchoolPicker } from './use-school';
import { useAbsenceWords, useWarningWords } from './warning-words';
import classes from './warnings-page.module.css';

export function WarningsPage() {
  const { t } = useTranslation();
  return (
    <OfSchool permission="warning:read" title={t('office.warnings.title')}>
      {(schoolId) => <SchoolWarnings key={schoolId} schoolId={schoolId} />}
    </OfSchool>
  );
}

function SchoolWarnings({ schoolId }: { schoolId: string }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const params = warningParams(search);
  const list = useLiveQuery(warningsQuery(schoolId, params), { topics: [`school:${schoolId}`] });
  const wall = list.data === undefined ? null : wallClock(list.data.now, list.data.timeZone);
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('office.warnings.title')}
        above={
          list.data === undefined || wall === null
            ? undefined
            : `${list.data.schoolName} · ${t('office.warnings.year', {
                year: list.data.year,
                next: String(list.data.year + 1).slice(2),
              })} · ${t('chip.asOf', { time: `${shortDay(wall.date)} ${wall.time}` })}`
        }
        chip={<ConnectionChip asOf={list.data} failed={list.isError} />}
      />
      <div className={classes.stack} aria-busy={list.isPlaceholderData}>
        <SchoolPicker permission="warning:read" schoolId={schoolId} />
        <p className={classes.formula}>{t('office.warnings.formula')}</p>
        <div className={classes.controls} role="search">
          <SearchField label={t('office.absent.search')} />
          <Chips
            label={t('office.warnings.kinds')}
            name="kind"
            choices={[
              { value: '', label: t('office.day.all') },
              ...warningKinds.map((value) => ({ value, label: t(`office.warnings.kind.${value}`) })),
            ]}
          />
        </div>
        {list.data === undefined ? (
          list.isError ? (
            <ErrorNotice error={list.error} retry={() => void list.refetch()} />
          ) : (
            <SkeletonRows heights={[92, 92, 92, 92]} />
          )
        ) : (
          <Rows list={list.data} searching={params.q !== undefined || params.kind !== undefined} />
        )}
      </div>
    </div>
  );
}

function Rows({ list, searching }: { list: Warnings; searching: boolean }) {
  const { t } = useTranslation();
  if (list.rows.length === 0)
    return (
      <div className={page.card}>
        <Notice title={t(searching ? 'office.absent.noMatch' : 'office.warnings.none')}>
          {searching ? undefined : t('office.warnings.noneMore')}
        </Notice>
      </div>
    );
  return (
    <>
      <p className="soft num">{t('office.absent.count', { count: list.total })}</p>
      <ul className={page.stack}>
        {list.rows.map((row) => (
          <Row key={row.pupil} row={row} />
        ))}
      </ul>
      <ListPages page={list.page} pages={list.pages} />
    </>
  );
}

function Row({ row }: { row: WarningRow }) {
  const words = useWarningWords();
  const absence = useAbsenceWords();
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Avatar name={row.name} />
        <div>
          <h2>
            <Link to={`/pupils/${row.pupil}/year`}>{row.name}</Link>
          </h2>
          <WarningList warnings={row.warnings} words={words} />
        </div>
      </div>
      <div className={classes.share}>
        <p className="num">
          <b>{formatPercent(row.absent, row.possible)}</b> <span className="soft">{absence(row)}</span>
        </p>
        <AbsenceBar share={row.share} />
      </div>
    </li>
  );
}

export function WarningList({
  warnings,
  words,
}: {
  warnings: WarningRow['warnings'];
  words: ReturnType<typeof useWarningWords>;
}) {
  return (
    <ul className={classes.warnings}>
      {warnings.map((warning) => (
        <li key={words(warning)} data-kind={warning.kind}>
          {words(warning)}
        </li>
      ))}
    </ul>
  );
}
