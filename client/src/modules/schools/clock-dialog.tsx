import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorKey } from '../../platform/api-error';
import { Dialog, DialogActions } from '../../platform/ui/dialog';
import { useSetClock } from './schools.queries';

interface ClockDialogProps {
  opened: boolean;
  close: () => void;
  /** what the district's wall shows */
  now: { date: string; time: string };
}

/** Sets the district's clock for everybody in it, or gives it back to real time. */
export function ClockDialog({ opened, close, now }: ClockDialogProps) {
  const { t } = useTranslation();
  const setClock = useSetClock(close);
  const [chosen, setChosen] = useState<Partial<typeof now>>({});
  const { date, time } = { ...now, ...chosen };
  return (
    <Dialog opened={opened} close={close} title={t('schools.clock.title')}>
      <p className="soft">{t('schools.clock.more')}</p>
      <TextInput
        type="date"
        label={t('schools.clock.date')}
        value={date}
        onChange={(event) => setChosen({ date: event.currentTarget.value, time })}
      />
      <TextInput
        type="time"
        label={t('schools.clock.time')}
        value={time}
        onChange={(event) => setChosen({ date, time: event.currentTarget.value })}
      />
      {setClock.error === null ? null : <p role="alert">{t(errorKey(setClock.error))}</p>}
      <DialogActions>
        <Button
          variant="default"
          onClick={() => setClock.mutate({ kind: 'real' })}
          disabled={setClock.isPending}
        >
          {t('schools.clock.real')}
        </Button>
        <Button
          onClick={() => setClock.mutate({ kind: 'set', date, time: time.slice(0, 5) })}
          loading={setClock.isPending}
          disabled={date === '' || time === ''}
        >
          {t('schools.clock.set')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
