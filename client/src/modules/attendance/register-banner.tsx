import { Button, Textarea } from '@mantine/core';
import type { ReplicaView, Shown } from '@quad/shared/attendance';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '@quad/shared/platform';
import { shortDay, timeAt } from '../../platform/dates';
import { Dialog, DialogActions } from '../../platform/ui/dialog';
import classes from './register-banner.module.css';

interface ClosedBannerProps {
  register: Shown;
  view: ReplicaView;
  id: string;
  /** a mark can be corrected without reopening */
  correct: boolean;
  /** null for who may not */
  reopen: ((reason: string) => void) | null;
}

/** Why a closed register takes no marks, who closed it, and the way to open it again. */
export function ClosedBanner({ register, view, id, correct, reopen }: ClosedBannerProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { statusSet } = register;
  // until the server has answered, the last word on record is the one before
  const closing = view.waiting > 0 || statusSet === undefined;
  const sentence = closing
    ? t('attendance.closing')
    : t('attendance.closedBy', {
        name: view.names[statusSet.by] ?? t('attendance.somebody'),
        time: timeAt(statusSet.at, register.timeZone),
      });
  const send = (): void => {
    reopen?.(reason.trim());
    setAsking(false);
    setReason('');
  };
  return (
    <div className={classes.banner} role="status">
      <IconLock size={18} aria-hidden="true" />
      <p id={id}>
        {sentence} {correct ? t('office.locked.correct') : reopen === null ? t('attendance.askOffice') : null}
      </p>
      {reopen === null || closing ? null : (
        <Button variant="outline" onClick={() => setAsking(true)}>
          {t('attendance.reopen')}
        </Button>
      )}
      <Dialog opened={asking} close={() => setAsking(false)} title={t('attendance.reopenTitle')}>
        <Textarea
          label={t('attendance.reopenReason')}
          description={t('attendance.reopenMore')}
          maxLength={280}
          autosize
          minRows={2}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <DialogActions>
          <Button onClick={send} disabled={reason.trim().length < 3}>
            {t('attendance.reopen')}
          </Button>
        </DialogActions>
      </Dialog>
    </div>
  );
}

interface LockedBannerProps {
  id: string;
  /** ms */
  since: number;
  timeZone: string;
  /** whoever may still correct it */
  office: boolean;
}

/** Since when a register is locked, and what can still be done about a mark. */
export function LockedBanner({ id, since, timeZone, office }: LockedBannerProps) {
  const { t } = useTranslation();
  const wall = wallClock(since, timeZone);
  return (
    <div className={classes.banner} role="status">
      <IconLock size={18} aria-hidden="true" />
      <p id={id}>
        {t('office.locked.since', { when: `${shortDay(wall.date)}, ${wall.time}` })}{' '}
        {t(office ? 'office.locked.correct' : 'office.locked.ask')}
      </p>
    </div>
  );
}
