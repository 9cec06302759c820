import { Button, NativeSelect, Textarea } from '@mantine/core';
import type { Shown, ShownMark } from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../platform/can';
import { DialogActions } from '../../../platform/ui/dialog';
import { lettersFor, useCodeLabel } from '../code-words';
import { useAskCorrection } from './family.queries';
import { Refusal } from './refusal';

/** For a register a teacher may no longer change: asks the office to. Shows nothing to whoever may not ask. */
export function AskCorrection({ register, mark }: { register: Shown; mark: ShownMark }) {
  const { t } = useTranslation();
  const { id: registerId, schoolId, classId, date, codeSet } = register;
  const may = useCan('correction:ask', { schoolId, classId, date });
  const label = useCodeLabel(codeSet);
  const ask = useAskCorrection();
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  if (!may) return null;
  if (ask.isSuccess) return <p role="status">{t('family.ask.sent')}</p>;
  return (
    <>
      <NativeSelect
        size="md"
        label={t('family.ask.code')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        data={[
          { value: '', label: '–' },
          ...lettersFor(codeSet, true)
            .filter((letter) => letter !== mark.code)
            .map((letter) => ({ value: letter, label: `${letter} · ${label(letter)}` })),
        ]}
      />
      <Textarea
        label={t('family.ask.reason')}
        description={t('family.ask.reasonMore')}
        value={reason}
        maxLength={280}
        rows={2}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal error={ask.error} />
      <DialogActions>
        <Button
          loading={ask.isPending}
          disabled={code === '' || reason.trim().length < 3}
          onClick={() => ask.mutate({ registerId, pupilId: mark.pupil, code, reason: reason.trim() })}
        >
          {t('family.ask.send')}
        </Button>
      </DialogActions>
    </>
  );
}
