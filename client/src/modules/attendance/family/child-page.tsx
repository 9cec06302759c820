import { Button } from '@mantine/core';
import type { OwnMark } from '@quad/shared/attendance';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useCan } from '../../../platform/can';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { ErrorNotice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { StudentMonth } from '../student-month';
import columns from '../student-page.module.css';
import { LessonsCard, TermCard } from '../student-parts';
import { ChildAbsences } from './child-absences';
import { useLiveChild } from './family.live';
import { LetterLink } from '../reports/letter-link';
import { RequestList } from './request-list';
import { WrongDialog } from './wrong-dialog';

/** One pupil, for a guardian or the office: the same picture the pupil has, and what was reported. */
interface ChildPageProps {
  /** what others have to say of a pupil */
  after?: (pupil: { pupilId: string; name: string; schoolId: string }) => ReactNode;
}

export function ChildPage({ after }: ChildPageProps) {
  const { t } = useTranslation();
  const { pupilId = '' } = useParams();
  const [search] = useSearchParams();
  const asked = search.get('month');
  const month = asked !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : null;
  const child = useLiveChild(pupilId, month);
  const [wrong, setWrong] = useState<OwnMark | null>(null);
  const target = { personId: pupilId, schoolId: child.data?.schoolId ?? null };
  const rights = {
    report: useCan('absence:report', target),
    query: useCan('query:ask', target),
    read: useCan('absence:read', target),
    year: useCan('day:read', target),
  };
  const mayQuery = rights.query ? setWrong : null;
  return (
    <div className={page.medium}>
      <PageHeader
        title={child.data?.name ?? t('family.tab')}
        above={child.data?.term?.name}
        chip={<ConnectionChip asOf={child.data} failed={child.isError} />}
      />
      {child.data === undefined ? (
        child.isError ? (
          <ErrorNotice error={child.error} retry={() => void child.refetch()} />
        ) : (
          <SkeletonRows heights={[134, 120, 250]} />
        )
      ) : (
        <div className={columns.columns}>
          {rights.year ? <Link to={`/pupils/${pupilId}/year`}>{t('office.year.title')}</Link> : null}
          <TermCard own={child.data} />
          <LessonsCard own={child.data} wrong={mayQuery} />
          <StudentMonth own={child.data} stale={child.isPlaceholderData} wrong={mayQuery} />
          {rights.read ? (
            <ChildAbsences
              pupilId={pupilId}
              action={
                rights.report ? (
                  <Button component={Link} to={`/family/report?pupil=${pupilId}`}>
                    {t('family.report')}
                  </Button>
                ) : null
              }
            />
          ) : null}
          <RequestList pupilId={pupilId} />
          {after?.({ pupilId, name: child.data.name, schoolId: child.data.schoolId })}
          {child.data.term === null ? null : (
            <LetterLink pupilId={pupilId} from={child.data.term.from} to={child.data.today} />
          )}
        </div>
      )}
      {child.data === undefined ? null : (
        <WrongDialog own={child.data} mark={wrong} close={() => setWrong(null)} />
      )}
    </div>
  );
}
