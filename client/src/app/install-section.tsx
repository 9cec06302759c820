import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStore } from '../platform/store';
import page from '../platform/ui/page.module.css';
import { installsByHand, offeredInstall } from './install';

/** The way to have Quad among one's other apps; nothing where the browser has none, or it is there already. */
export function InstallSection() {
  const { t } = useTranslation();
  const install = useStore(offeredInstall);
  const byHand = install === null && installsByHand();
  if (install === null && !byHand) return null;
  return (
    <section className={page.padded}>
      <h2>{t('offline.install.title')}</h2>
      <p className="soft">{t(byHand ? 'offline.install.ios' : 'offline.install.hint')}</p>
      {install === null ? null : (
        <Button variant="outline" mt={12} onClick={install}>
          {t('offline.install.button')}
        </Button>
      )}
    </section>
  );
}
