import { Button, Textarea } from '@mantine/core';
import type { OwnMark, StudentAttendance } from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDay } from '../../../platform/dates';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import { useCodeLabel } from '../code-words';
import { useQueryMark } from './family.queries';
import { Refusal } from './refusal';

interface WrongDialogProps {
  own: Pick<StudentAttendance, 'codeSet'>;
  mark: OwnMark | null;
  close: () => void;
}

/** A pupil or a guardian says that a mark is wrong. */
export function WrongDialog({ own, mark, close }: WrongDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={mark !== null} close={close} title={t('family.wrong.title')}>
      {mark === null ? null : (
        <WrongForm key={`${mark.registerId}${mark.ver}`} codeSet={own.codeSet} mark={mark} close={close} />
      )}
    </Dialog>
  );
}

function WrongForm({ codeSet, mark, close }: { codeSet: string; mark: OwnMark; close: () => void }) {
  const { t } = useTranslation();
  const label = useCodeLabel(codeSet);
  const query = useQueryMark();
  const [text, setText] = useState('');
  const { registerId, pupil: pupilId, ver } = mark;
  if (query.isSuccess)
    return (
      <>
        <p role="status">{t('family.wrong.sent')}</p>
        <DialogActions>
          <Button onClick={close}>{t('action.close')}</Button>
        </DialogActions>
      </>
    );
  return (
    <>
      <p>
        {t('family.wrong.mark', {
          lesson: `${mark.className} ${mark.starts}`,
          day: shortDay(mark.date),
          code: label(mark.code ?? ''),
        })}
      </p>
      <Textarea
        label={t('family.wrong.text')}
        description={t('family.wrong.textMore')}
        value={text}
        maxLength={280}
        rows={3}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Refusal error={query.error} />
      <DialogActions>
        <Button
          onClick={() => query.mutate({ registerId, pupilId, ver, text: text.trim() })}
          loading={query.isPending}
          disabled={text.trim().length < 3}
        >
          {t('family.wrong.send')}
        </Button>
      </DialogActions>
    </>
  );
}
