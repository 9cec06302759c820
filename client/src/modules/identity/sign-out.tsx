import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorKey } from '../../platform/api-error';
import { useConnection } from '../../platform/live';
import { unsavedCount } from '../../platform/unsaved';
import { Dialog, DialogActions } from '../../platform/ui/dialog';
import classes from './account-page.module.css';
import { useSignOut } from './identity.queries';

/** What a person has done on this device and the server does not know of yet. */
export interface DeviceQueue {
  waiting: number;
  /** the same, once the disk has been read */
  known: () => Promise<number>;
  /** throws away what waits, for good */
  discard: () => Promise<void>;
  /** everything else that is kept of them here, as names and rolls */
  forget: () => Promise<void>;
}

interface SignOutProps {
  where: 'here' | 'everywhere';
  queue: DeviceQueue;
}

/** Signing out of every device, or with marks that have not reached the server, asks first. */
export function SignOutButton({ where, queue }: SignOutProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const signOut = useSignOut(where, queue);
  const leave = (discard: boolean): void => signOut.mutate({ discard });
  const press = async (): Promise<void> => {
    const asks = where === 'everywhere' || (await queue.known()) > 0 || unsavedCount() > 0;
    if (asks) setAsking(true);
    else leave(false);
  };
  return (
    <>
      <Button
        variant={where === 'here' ? 'outline' : 'subtle'}
        onClick={() => void press()}
        loading={signOut.isPending}
      >
        {t(`identity.signOut.${where}`)}
      </Button>
      {signOut.error === null || asking ? null : <p role="alert">{t(errorKey(signOut.error))}</p>}
      <Dialog opened={asking} close={() => setAsking(false)} title={t(`identity.signOut.${where}`)}>
        <Asked
          {...{ where, queue, leave }}
          stay={() => setAsking(false)}
          pending={signOut.isPending}
          error={signOut.error}
        />
      </Dialog>
    </>
  );
}

interface AskedProps extends SignOutProps {
  leave: (discard: boolean) => void;
  stay: () => void;
  pending: boolean;
  error: Error | null;
}

function Asked({ where, queue, leave, stay, pending, error }: AskedProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<'ask' | 'wait' | 'discard'>('ask');
  const { waiting } = queue;
  const onPageOnly = unsavedCount();
  const online = useConnection() !== 'offline';
  const onSent = useEffectEvent(() => leave(false));
  useEffect(() => {
    if (step === 'wait' && waiting === 0) onSent();
  }, [step, waiting]);

  if (step === 'wait')
    return (
      <>
        <p role="status">{t('offline.signOut.sending', { count: waiting })}</p>
        <Refused error={error} />
        <DialogActions>
          <Button variant="default" onClick={() => setStep('ask')}>
            {t('action.cancel')}
          </Button>
        </DialogActions>
      </>
    );
  if (step === 'discard')
    return (
      <>
        <p className={classes.warning}>{t('offline.signOut.discardMore', { count: waiting })}</p>
        <Refused error={error} />
        <DialogActions>
          <Button variant="default" data-autofocus onClick={() => setStep('ask')}>
            {t('offline.signOut.back')}
          </Button>
          <Button color="brick" loading={pending} onClick={() => leave(true)}>
            {t('offline.signOut.discardNow', { count: waiting })}
          </Button>
        </DialogActions>
      </>
    );
  return (
    <>
      {waiting === 0 ? null : (
        <div>
          <p className={classes.warning}>{t('offline.signOut.waiting', { count: waiting })}</p>
          <p className="soft">{t('offline.signOut.keepMore')}</p>
        </div>
      )}
      {onPageOnly === 0 ? null : (
        <p className={classes.warning}>{t('identity.signOut.unsaved', { count: onPageOnly })}</p>
      )}
      {where === 'everywhere' ? <p>{t('identity.signOut.everywhereMore')}</p> : null}
      <Refused error={error} />
      <div className={classes.choices}>
        <Button
          data-autofocus
          loading={pending}
          onClick={() => leave(false)}
          {...(waiting === 0 ? { color: 'brick' } : {})}
        >
          {t(waiting === 0 ? `identity.signOut.${where}` : 'offline.signOut.keep')}
        </Button>
        {waiting === 0 || !online ? null : (
          <Button variant="outline" onClick={() => setStep('wait')}>
            {t('offline.signOut.wait')}
          </Button>
        )}
        <Button variant="default" onClick={stay}>
          {t('action.stay')}
        </Button>
        {waiting === 0 ? null : (
          <Button variant="subtle" color="brick" onClick={() => setStep('discard')}>
            {t('offline.signOut.discard')}
          </Button>
        )}
      </div>
    </>
  );
}

function Refused({ error }: { error: Error | null }) {
  const { t } = useTranslation();
  return error === null ? null : <p role="alert">{t(errorKey(error))}</p>;
}
