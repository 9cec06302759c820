import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { momentAt } from '../../../platform/dates';
import admin from '../../schools/ui/admin.module.css';

/** @param at by this device's clock, ms */
export function WhatCameBack({ at, dismiss }: { at: number; dismiss: () => void }) {
  const { t } = useTranslation();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <div className={admin.section} role="status">
      <div className={admin.head}>
        <p>{t('learning.courses.cameBack', { moment: momentAt(at, timeZone) })}</p>
        <Button variant="subtle" onClick={dismiss}>
          {t('action.dismiss')}
        </Button>
      </div>
    </div>
  );
}
