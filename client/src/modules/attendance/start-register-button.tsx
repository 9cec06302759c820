import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { errorKey } from '../../platform/api-error';
import { useStartRegister } from './attendance.queries';

export function StartRegisterButton({ classId, className }: { classId: string; className: string }) {
  const { t } = useTranslation();
  const start = useStartRegister();
  return (
    <div>
      <Button
        variant="outline"
        loading={start.isPending}
        onClick={() => start.mutate(classId)}
        aria-label={t('attendance.startNowFor', { name: className })}
      >
        {t('attendance.startNow')}
      </Button>
      <div role="alert">{start.error === null ? null : <p>{t(errorKey(start.error))}</p>}</div>
    </div>
  );
}
