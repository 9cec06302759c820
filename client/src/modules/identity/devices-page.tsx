import { Button } from '@mantine/core';
import type { SignedInDevice } from '@quad/shared/identity';
import { IconDeviceLaptop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorKey } from '../../platform/api-error';
import { momentAt } from '../../platform/dates';
import { useLiveQuery } from '../../platform/live-query';
import { useMe } from '../../platform/session';
import { Dialog, DialogActions } from '../../platform/ui/dialog';
import { UndoToast, type Undoable } from '../../platform/ui/undo-toast';
import { uuid } from '../../platform/uuid';
import { deviceName } from './device-name';
import { SafetyPage } from './safety-page';
import classes from './security.module.css';
import { devicesQuery, useSignOutDevice } from './security.queries';

/** Where somebody is signed in, with the way to end it: a phone that was lost, a computer in a library. */
export function DevicesPage() {
  const { t } = useTranslation();
  const devices = useLiveQuery(devicesQuery, { topics: [] });
  const words = useDeviceWords();
  const [asking, setAsking] = useState<SignedInDevice | null>(null);
  const [done, setDone] = useState<Undoable | null>(null);
  return (
    <SafetyPage title={t('security.devices.title')} query={devices} heights={[88, 88]}>
      {(all) => (
        <>
          <p className="soft">{t('security.devices.hint')}</p>
          <ul className={classes.devices}>
            {[...all]
              .sort((a, b) => Number(b.here) - Number(a.here) || b.lastSeen - a.lastSeen)
              .map((device) => (
                <Device key={device.sessionId} device={device} signOut={() => setAsking(device)} />
              ))}
          </ul>
          {asking === null ? null : (
            <SignOutDialog
              device={asking}
              close={() => setAsking(null)}
              ended={() => {
                setAsking(null);
                const message = t('security.devices.done', { device: words(asking) });
                setDone({ id: uuid(), message, undo: null });
              }}
            />
          )}
          <UndoToast done={done} gone={() => setDone(null)} />
        </>
      )}
    </SafetyPage>
  );
}

function Device({ device, signOut }: { device: SignedInDevice; signOut: () => void }) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const name = useDeviceWords()(device);
  return (
    <li>
      <IconDeviceLaptop size={24} stroke={1.5} aria-hidden="true" />
      <div>
        <h2>{name}</h2>
        <p className="soft num">
          {t('security.devices.since', { when: momentAt(device.since, timeZone) })}
          <br />
          {device.here ? null : t('security.devices.seen', { when: momentAt(device.lastSeen, timeZone) })}
        </p>
      </div>
      {device.here ? (
        <span className={classes.here}>{t('security.devices.here')}</span>
      ) : (
        <Button
          variant="default"
          aria-label={t('security.devices.signOutOf', { device: name })}
          onClick={signOut}
        >
          {t('identity.signOut.here')}
        </Button>
      )}
    </li>
  );
}

interface SignOutDialogProps {
  device: SignedInDevice;
  close: () => void;
  ended: () => void;
}

function SignOutDialog({ device, close, ended }: SignOutDialogProps) {
  const { t } = useTranslation();
  const end = useSignOutDevice();
  const name = useDeviceWords()(device);
  return (
    <Dialog opened title={t('security.devices.signOutOf', { device: name })} close={close}>
      <p>{t('security.devices.sure')}</p>
      {end.error === null ? null : <p role="alert">{t(errorKey(end.error))}</p>}
      <DialogActions>
        <Button variant="default" onClick={close}>
          {t('action.cancel')}
        </Button>
        <Button
          color="brick"
          data-autofocus
          loading={end.isPending}
          onClick={() => end.mutate(device.sessionId, { onSuccess: ended })}
        >
          {t('identity.signOut.here')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function useDeviceWords(): (device: SignedInDevice) => string {
  const { t } = useTranslation();
  return ({ userAgent }) => {
    const { browser, system } = deviceName(userAgent);
    if (browser === null || system === null) return browser ?? system ?? t('security.devices.unknown');
    return t('security.devices.name', { browser, system });
  };
}
