import { Button, TextInput } from '@mantine/core';
import {
  gradebookContract,
  type CellValue,
  type GradeCell,
  type GradeColumn,
  type GradeRow,
} from '@quad/shared/learning';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../platform/dates';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import admin from '../../schools/ui/admin.module.css';
import { useRefusalText } from '../video/refusal-text';
import { useGradeChange } from './assignments.queries';
import { CellHistory } from './cell-history';
import { numberIn } from './number-field';

interface CellDialogProps {
  courseId: string;
  row: GradeRow;
  column: GradeColumn;
  cell: GradeCell;
  /** what was typed on the cell to open this */
  typed: string;
  timeZone: string;
  mayEdit: boolean;
  close: () => void;
  done: (text: string, undo?: () => void) => void;
}

// whoever types in a pile of grades types the same reason again and again
let lastReason = '';

/** One grade: set by hand with a reason, excused, given back to what the work earned; and each time that was done. */
export function CellDialog(props: CellDialogProps) {
  const { courseId, row, column, cell, typed, timeZone, mayEdit, close, done } = props;
  const { t } = useTranslation();
  const words = useRefusalText();
  const change = useGradeChange(gradebookContract.setGrade, courseId);
  const was: CellValue = {
    override: cell.source === 'override' ? cell.points : null,
    excused: cell.excused,
  };
  const [points, setPoints] = useState(
    typed !== '' ? typed : was.override === null ? '' : String(was.override),
  );
  const [excused, setExcused] = useState(was.excused);
  const [reason, setReason] = useState(lastReason);
  const [refused, setRefused] = useState<unknown>(null);
  const override = points.trim() === '' ? null : numberIn(points, { min: 0, max: column.of });
  const isWrong = points.trim() !== '' && override === null;
  const lacksReason = override !== null && override !== was.override && reason.trim() === '';
  const params = { courseId, personId: row.personId, lessonId: column.lessonId };
  const send = (from: CellValue, to: CellValue, why: string, after: () => void): void =>
    change.mutate(
      { params, body: { ...to, was: from, reason: why } },
      { onSuccess: after, onError: setRefused },
    );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (isWrong || lacksReason || !mayEdit) return;
    const to = { override, excused };
    const why = reason.trim() === '' ? t('learning.assignments.cell.noReason') : reason.trim();
    lastReason = reason.trim();
    send(was, to, why, () => {
      done(t('learning.assignments.cell.set', { name: row.name, title: column.title }), () =>
        send(to, was, t('learning.assignments.cell.undone'), () => undefined),
      );
      close();
    });
  };
  return (
    <Dialog opened close={close} title={`${row.name} · ${column.title}`}>
      <form className={admin.form} onSubmit={submit} noValidate>
        <p className="soft num">
          {cell.earned === null
            ? t('learning.assignments.cell.notEarned')
            : t('learning.assignments.cell.earned', {
                points: formatNumber(cell.earned),
                of: formatNumber(column.of),
              })}
        </p>
        {mayEdit ? (
          <>
            <TextInput
              data-autofocus
              label={t('learning.assignments.cell.points', { of: formatNumber(column.of) })}
              description={t('learning.assignments.cell.pointsHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              inputMode="decimal"
              value={points}
              error={isWrong ? t('learning.assignments.editor.range', { min: 0, max: column.of }) : undefined}
              onChange={(event) => setPoints(event.currentTarget.value)}
            />
            <TextInput
              label={t('learning.assignments.cell.reason')}
              maxLength={200}
              value={reason}
              error={lacksReason ? t('learning.assignments.cell.reasonNeeded') : undefined}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <label className={admin.tick}>
              <input
                type="checkbox"
                checked={excused}
                onChange={(event) => setExcused(event.currentTarget.checked)}
              />
              {t('learning.assignments.cell.excuse')}
            </label>
            {refused === null ? null : (
              <p role="alert" className={admin.refusal}>
                {words(refused)}
              </p>
            )}
            <DialogActions>
              <Button variant="default" onClick={close}>
                {t('action.cancel')}
              </Button>
              <Button type="submit" loading={change.isPending} disabled={isWrong || lacksReason}>
                {t('action.save')}
              </Button>
            </DialogActions>
          </>
        ) : null}
      </form>
      <CellHistory {...params} timeZone={timeZone} />
    </Dialog>
  );
}
