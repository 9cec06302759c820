import type { OwnMark } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useNow } from '../../platform/clock';
import { longDay } from '../../platform/dates';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { ErrorNotice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { useLiveMarks } from './attendance.live';
import { RequestList } from './family/request-list';
import { WrongDialog } from './family/wrong-dialog';
import { StudentMonth } from './student-month';
import classes from './student-page.module.css';
import { LessonsCard, TermCard } from './student-parts';

export function StudentPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [search] = useSearchParams();
  const asked = search.get('month');
  const month = asked !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : null;
  const own = useLiveMarks(me.personId, month);
  const [wrong, setWrong] = useState<OwnMark | null>(null);
  const wall = wallClock(useNow(), me.clock.timeZone);

  return (
    <div className={page.medium}>
      <PageHeader
        title={t('home.hello', { name: me.givenName })}
        tab={t('attendance.myAttendance')}
        above={own.data?.term?.name ?? longDay(wall.date)}
        chip={<ConnectionChip asOf={own.data} failed={own.isError} />}
      />
      {own.data === undefined ? (
        own.isError ? (
          <ErrorNotice error={own.error} retry={() => void own.refetch()} />
        ) : (
          <SkeletonRows heights={[134, 120, 250]} />
        )
      ) : (
        <div className={classes.columns}>
          <TermCard own={own.data} />
          <LessonsCard own={own.data} wrong={setWrong} />
          <StudentMonth own={own.data} stale={own.isPlaceholderData} wrong={setWrong} />
          <RequestList pupilId={me.personId} />
        </div>
      )}
      {own.data === undefined ? null : (
        <WrongDialog own={own.data} mark={wrong} close={() => setWrong(null)} />
      )}
    </div>
  );
}
