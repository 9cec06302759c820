import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import classes from './taking.module.css';

interface HandInDialogProps {
  /** places without an answer, from 0 */
  open: readonly number[];
  of: number;
  go: (place: number) => void;
  pending: boolean;
  close: () => void;
  confirm: () => void;
}

/** A last look before what cannot be taken back. */
export function HandInDialog({ open, of, go, pending, close, confirm }: HandInDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened close={close} title={t('learning.quizzes.take.handInTitle')}>
      {open.length === 0 ? (
        <p>{t('learning.quizzes.take.allAnswered', { count: of })}</p>
      ) : (
        <>
          <p>{t('learning.quizzes.take.notAnswered', { count: open.length })}</p>
          <ul className={classes.open}>
            {open.map((place) => (
              <li key={place}>
                <Button variant="default" onClick={() => go(place)}>
                  {t('learning.quizzes.take.goTo', { number: place + 1 })}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <DialogActions>
        <Button variant="default" onClick={close}>
          {t('learning.quizzes.take.keepGoing')}
        </Button>
        <Button loading={pending} onClick={confirm}>
          {t('learning.quizzes.take.handIn')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
