import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceQueue } from '../platform/in-line/device-queue';
import { useStore } from '../platform/store';
import { newVersion } from './service-worker';
import classes from './update-notice.module.css';

/** Says quietly that there is a newer version. Nobody's page is reloaded under their hands. */
export function UpdateNotice() {
  const { t } = useTranslation();
  const take = useStore(newVersion);
  const { durable } = useStore(deviceQueue);
  const [later, setLater] = useState(false);
  return (
    <div role="status">
      {take === null || later ? null : (
        <div className={classes.notice}>
          <p>
            <b>{t('offline.update.title')}</b> {durable ? t('offline.update.safe') : null}
          </p>
          <Button variant="subtle" onClick={() => setLater(true)}>
            {t('offline.update.later')}
          </Button>
          <Button variant="outline" onClick={take}>
            {t('offline.update.load')}
          </Button>
        </div>
      )}
    </div>
  );
}
