import type { Absentee, Absentees } from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { Chips, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import type { Undoable } from '../../../platform/ui/undo-toast';
import { AbsentRow } from './absent-row';
import { absentKinds, absentParams } from './address';
import { ArrivedDialog } from './arrived-dialog';
import classes from './day-page.module.css';
import { absenteesQuery, everyMinute } from './office.queries';
import { ReasonDialog } from './reason-dialog';

interface AbsentTabProps {
  schoolId: string;
  today: string;
  say: (done: Undoable) => void;
}

/** Who is not there, or came late, with what the office does about it. */
export function AbsentTab({ schoolId, today, say }: AbsentTabProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const params = absentParams(search);
  const list = useLiveQuery(absenteesQuery(schoolId, params), {
    topics: [`school:${schoolId}`],
    every: everyMinute,
  });
  return (
    <div className={classes.stack} aria-busy={list.isPlaceholderData}>
      <div className={classes.controls} role="search">
        <SearchField label={t('office.absent.search')} />
        <Chips
          label={t('office.absent.kinds')}
          name="kind"
          choices={absentKinds.map((value) => ({ value, label: t(`office.absent.kind.${value}`) }))}
        />
      </div>
      {list.data === undefined ? (
        list.isError ? (
          <ErrorNotice error={list.error} retry={() => void list.refetch()} />
        ) : (
          <SkeletonRows heights={[92, 92, 92]} />
        )
      ) : list.data.rows.length === 0 ? (
        <div className={page.card}>
          <Notice
            title={t(params.q === undefined ? `office.absent.none.${params.kind}` : 'office.absent.noMatch')}
          >
            {t('office.absent.noneMore')}
          </Notice>
        </div>
      ) : (
        <Absent list={list.data} schoolId={schoolId} today={today} say={say} />
      )}
    </div>
  );
}

function Absent({ list, schoolId, today, say }: AbsentTabProps & { list: Absentees }) {
  const { t } = useTranslation();
  const [arrived, setArrived] = useState<Absentee | null>(null);
  const [reasonFor, setReasonFor] = useState<Absentee | null>(null);
  return (
    <>
      <p className="soft num">{t('office.absent.count', { count: list.total })}</p>
      <ul className={page.stack}>
        {list.rows.map((row) => (
          <AbsentRow
            key={row.pupil}
            row={row}
            codeSet={list.codeSet}
            schoolId={schoolId}
            arrived={list.date === today ? () => setArrived(row) : null}
            explain={() => setReasonFor(row)}
          />
        ))}
      </ul>
      <ListPages page={list.page} pages={list.pages} />
      <ArrivedDialog
        row={arrived}
        schoolId={schoolId}
        timeZone={list.timeZone}
        close={() => setArrived(null)}
        say={say}
      />
      <ReasonDialog
        row={reasonFor}
        schoolId={schoolId}
        codeSet={list.codeSet}
        close={() => setReasonFor(null)}
        say={say}
      />
    </>
  );
}
