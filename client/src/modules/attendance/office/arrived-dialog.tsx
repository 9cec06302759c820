import { Button, TextInput } from '@mantine/core';
import type { Absentee } from '@quad/shared/attendance';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../platform/clock';
import { timeAt } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import type { Undoable } from '../../../platform/ui/undo-toast';
import { correctMark } from './correct-marks';
import { officeKeys, useArrive } from './office.queries';
import { refusalWords, said } from './say';

interface ArrivedDialogProps {
  row: Absentee | null;
  schoolId: string;
  timeZone: string;
  close: () => void;
  say: (done: Undoable) => void;
}

/** A pupil comes in late: when, and the lesson that is on becomes late with its minutes. */
export function ArrivedDialog(props: ArrivedDialogProps) {
  const { t } = useTranslation();
  const { row, close } = props;
  return (
    <Dialog
      opened={row !== null}
      close={close}
      title={t('office.absent.arrivedTitle', { name: row?.name ?? '' })}
    >
      {row === null ? null : <ArrivedForm {...props} row={row} />}
    </Dialog>
  );
}

function ArrivedForm({ row, schoolId, timeZone, close, say }: ArrivedDialogProps & { row: Absentee }) {
  const { t } = useTranslation();
  const { personId } = useMe();
  const client = useQueryClient();
  const arrive = useArrive(schoolId);
  const [at, setAt] = useState(timeAt(clock.now(), timeZone));
  const send = (): void =>
    arrive.mutate(
      { pupil: row.pupil, at },
      {
        onSuccess: ({ registerId, className, minutes, before, seq }) => {
          const change = { pupil: row.pupil, code: before, ifVer: seq };
          const undo = (): void =>
            void correctMark({ registerId, change, reason: t('office.takenBack') }, personId)
              .catch((error: unknown) => say(said(refusalWords(error, t))))
              .finally(() => client.invalidateQueries({ queryKey: officeKeys.school(schoolId) }));
          say(said(t('office.absent.arrivedDone', { name: row.name, className, count: minutes }), undo));
          close();
        },
      },
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput
        type="time"
        label={t('office.absent.at')}
        description={t('office.absent.atMore')}
        required
        data-autofocus
        value={at}
        error={arrive.error === null ? undefined : refusalWords(arrive.error, t)}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <DialogActions>
        <Button type="submit" mt="md" loading={arrive.isPending} disabled={at === ''}>
          {t('office.absent.arrived')}
        </Button>
      </DialogActions>
    </form>
  );
}
