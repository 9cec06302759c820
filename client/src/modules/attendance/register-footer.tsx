import { Button } from '@mantine/core';
import { categories, countMarks, type Shown } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { useCountWords } from '../../platform/ui/category-bar';
import classes from './register-footer.module.css';

interface RegisterFooterProps {
  register: Shown;
  restPresent: () => void;
  close: (() => void) | null;
}

/** The next thing to do, within the thumb's reach: the rest of the class, then closing. */
export function RegisterFooter({ register, restPresent, close }: RegisterFooterProps) {
  const { t } = useTranslation();
  const words = useCountWords();
  const counts = countMarks(register.marks, register.codeSet);
  if (counts.unmarked > 0) {
    return (
      <footer className={classes.footer}>
        <Button onClick={restPresent} className={classes.grow}>
          {t('attendance.restPresent', { count: counts.unmarked })}
        </Button>
        {close === null ? null : (
          <Button variant="outline" onClick={close}>
            {t('attendance.close')}
          </Button>
        )}
      </footer>
    );
  }
  return (
    <footer className={classes.footer}>
      <p className={classes.counts}>{words(categories, counts)}</p>
      {close === null ? null : <Button onClick={close}>{t('attendance.closeRegister')}</Button>}
    </footer>
  );
}
