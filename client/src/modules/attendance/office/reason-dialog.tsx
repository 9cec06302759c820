import { Button, Textarea } from '@mantine/core';
import { codeOf, codesOf, type Absentee, type CodeSetId } from '@quad/shared/attendance';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../platform/session';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import type { Undoable } from '../../../platform/ui/undo-toast';
import { CodeButtons } from '../code-buttons';
import { correctMarks } from './correct-marks';
import { officeKeys } from './office.queries';
import { refusalWords, said } from './say';

interface ReasonDialogProps {
  row: Absentee | null;
  schoolId: string;
  codeSet: CodeSetId;
  close: () => void;
  say: (done: Undoable) => void;
}

/** Why a pupil is away, for all the lessons of the row at once. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { t } = useTranslation();
  const { row, close } = props;
  return (
    <Dialog
      opened={row !== null}
      close={close}
      title={t('office.absent.explainTitle', { name: row?.name ?? '' })}
    >
      {row === null ? null : <ReasonForm key={row.pupil} {...props} row={row} />}
    </Dialog>
  );
}

function ReasonForm({ row, schoolId, codeSet, close, say }: ReasonDialogProps & { row: Absentee }) {
  const { t } = useTranslation();
  const { personId } = useMe();
  const client = useQueryClient();
  const letters = codesOf(codeSet)
    .filter(
      ({ category, unexplained }) =>
        category === 'excused' || (category === 'absent' && unexplained !== true),
    )
    .map(({ letter }) => letter);
  const [code, setCode] = useState(letters[0] ?? null);
  const [reason, setReason] = useState('');
  const again = () => client.invalidateQueries({ queryKey: officeKeys.school(schoolId) });
  const explain = useMutation({
    mutationFn: () => {
      const note = codeOf(codeSet, code ?? '')?.needsReason === true ? { note: reason.trim() } : {};
      return correctMarks(
        row.lessons.map(({ registerId, ver }) => ({
          registerId,
          change: { pupil: row.pupil, code, ifVer: ver, ...note },
          reason: reason.trim(),
        })),
        personId,
      );
    },
    onSuccess: (back) => {
      const undo = (): void =>
        void correctMarks(
          back.map((way) => ({ ...way, reason: t('office.takenBack') })),
          personId,
        )
          .catch((error: unknown) => say(said(refusalWords(error, t))))
          .finally(again);
      say(
        back.length === 0
          ? said(t('office.absent.movedOn'))
          : said(t('office.absent.explained', { name: row.name, count: back.length }), undo),
      );
      close();
    },
    onSettled: again,
  });
  return (
    <>
      <CodeButtons codeSet={codeSet} letters={letters} chosen={code} choose={setCode} />
      <Textarea
        label={t('office.reason')}
        description={t('office.reasonMore')}
        maxLength={280}
        autosize
        minRows={2}
        value={reason}
        error={explain.error === null ? undefined : refusalWords(explain.error, t)}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <DialogActions>
        <Button
          loading={explain.isPending}
          disabled={code === null || reason.trim().length < 3}
          onClick={() => explain.mutate()}
        >
          {t('office.absent.save', { count: row.lessons.length })}
        </Button>
      </DialogActions>
    </>
  );
}
