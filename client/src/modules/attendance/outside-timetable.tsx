import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMyClasses } from '../schools/schools.queries';
import classes from './outside-timetable.module.css';

// rarely opened, and dialogs are heavy
const ChooseClassDialog = lazy(async () => ({
  default: (await import('./choose-class-dialog')).ChooseClassDialog,
}));

/** A register the timetable doesn't know: choose the class, and it is open. */
export function OutsideTimetable() {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const { data = [] } = useMyClasses();
  return (
    <div className={classes.place}>
      <Button variant="subtle" onClick={() => setChoosing(true)} disabled={data.length === 0}>
        {t('attendance.outside')}
      </Button>
      {choosing ? (
        <Suspense>
          <ChooseClassDialog myClasses={data} close={() => setChoosing(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
