import { Button } from '@mantine/core';
import type { MyClass } from '@quad/shared/schools';
import { useTranslation } from 'react-i18next';
import { errorKey } from '../../platform/api-error';
import { Dialog } from '../../platform/ui/dialog';
import { useStartRegister } from './attendance.queries';
import classes from './outside-timetable.module.css';

interface ChooseClassDialogProps {
  myClasses: readonly MyClass[];
  close: () => void;
}

export function ChooseClassDialog({ myClasses, close }: ChooseClassDialogProps) {
  const { t } = useTranslation();
  const start = useStartRegister();
  return (
    <Dialog opened close={close} title={t('attendance.outside')}>
      <p className="soft">{t('attendance.outsideMore')}</p>
      <ul className={classes.choices}>
        {myClasses.map(({ classId, name, room }) => (
          <li key={classId}>
            <Button
              variant="default"
              fullWidth
              justify="space-between"
              disabled={start.isPending}
              onClick={() => start.mutate(classId)}
              rightSection={<span className="soft">{room}</span>}
            >
              {name}
            </Button>
          </li>
        ))}
      </ul>
      <div role="alert">{start.error === null ? null : <p>{t(errorKey(start.error))}</p>}</div>
    </Dialog>
  );
}
