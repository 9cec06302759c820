import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';

interface DeclineDialogProps {
  opened: boolean;
  title: string;
  label: string;
  description: string;
  action: string;
  close: () => void;
  send: (answer: string) => void;
}

/** Whoever is told no is told why. */
export function DeclineDialog({ opened, title, close, ...form }: DeclineDialogProps) {
  return (
    <Dialog opened={opened} close={close} title={title}>
      <DeclineForm {...form} close={close} />
    </Dialog>
  );
}

function DeclineForm({
  label,
  description,
  action,
  close,
  send,
}: Omit<DeclineDialogProps, 'opened' | 'title'>) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState('');
  return (
    <>
      <Textarea
        label={label}
        description={description}
        value={answer}
        maxLength={280}
        rows={3}
        data-autofocus
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      <DialogActions>
        <Button variant="default" onClick={close}>
          {t('action.cancel')}
        </Button>
        <Button
          disabled={answer.trim().length < 3}
          onClick={() => {
            send(answer.trim());
            close();
          }}
        >
          {action}
        </Button>
      </DialogActions>
    </>
  );
}
