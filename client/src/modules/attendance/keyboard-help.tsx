import { useTranslation } from 'react-i18next';
import { Dialog } from '../../platform/ui/dialog';
import classes from './keyboard-help.module.css';

const lines = [
  ['↑ ↓', 'move'],
  ['← →', 'across'],
  ['P L A E D T', 'mark'],
  ['⌫', 'clear'],
  ['U', 'undo'],
  ['R', 'rest'],
  ['?', 'help'],
] as const;

export function KeyboardHelp({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} close={close} title={t('attendance.keys.title')}>
      <dl className={classes.keys}>
        {lines.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`attendance.keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
