import { Button } from '@mantine/core';
import type { KeptRegister } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../../platform/can';
import { shortDay } from '../../platform/dates';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { NotSavedList } from './not-saved-list';
import classes from './not-saved-page.module.css';
import { useReturned, type Returned } from './on-device';
import { forgetKept } from './workbenches';

/** What the server refused for good, over all registers, also those that are no longer this person's. */
export function NotSavedPage() {
  const { t } = useTranslation();
  const returned = useReturned();
  return (
    <div className={page.page}>
      <PageHeader
        title={t('offline.notSaved.title')}
        chip={<ConnectionChip asOf={undefined} failed={false} />}
      />
      {returned === null ? (
        <SkeletonRows heights={[120, 120]} />
      ) : returned.length === 0 ? (
        <div className={page.card}>
          <Notice
            title={t('offline.notSaved.nothing')}
            action={
              <Button component={Link} to="/">
                {t('action.home')}
              </Button>
            }
          >
            {t('offline.notSaved.nothingHint')}
          </Notice>
        </div>
      ) : (
        <div className={classes.lists}>
          {returned.map((each) => (
            <OfRegister key={each.registerId} {...each} />
          ))}
        </div>
      )}
    </div>
  );
}

function OfRegister({ registerId, items, kept }: Returned) {
  const { t } = useTranslation();
  const { personId } = useMe();
  const mayMark = useMayMark(kept);
  const register = kept?.snapshot ?? null;
  const title =
    register === null
      ? t('offline.notSaved.unknown')
      : `${register.className}, ${shortDay(register.date)}, ${register.starts}`;
  return (
    <NotSavedList
      items={items}
      register={register}
      names={kept?.names ?? {}}
      title={mayMark ? <Link to={`/registers/${registerId}`}>{title}</Link> : title}
      mayMark={mayMark}
      // the register itself is where marks are made; the way there is the title
      retry={null}
      dismiss={(mids) => void forgetKept(personId, registerId, mids)}
    />
  );
}

function useMayMark(kept: KeptRegister | null): boolean {
  const { districtId } = useMe();
  const { schoolId = '', classId = '', date = '' } = kept?.snapshot ?? {};
  return useCan('register:mark', { districtId, schoolId, classId, date });
}
