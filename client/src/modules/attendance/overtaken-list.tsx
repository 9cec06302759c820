import { Button } from '@mantine/core';
import type { MarkChange } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import classes from './overtaken-list.module.css';
import type { Surroundings } from './register-store';

interface OvertakenListProps {
  overtaken: Surroundings['overtaken'];
  name: (pupil: string) => string;
  insist: (mine: MarkChange[]) => void;
  forget: (mid: string) => void;
}

/** Marks made here in the same moment as somebody else's, which stand: said aloud, with the way to insist. */
export function OvertakenList({ overtaken, name, insist, forget }: OvertakenListProps) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('attendance.overtakenTitle')} className={classes.list}>
      {overtaken.map(({ mid, mine }) => (
        <div key={mid} className={classes.one}>
          <p>
            {t('attendance.overtaken', {
              marks: mine.map(({ pupil, code }) => `${name(pupil)} ${code ?? '–'}`).join(', '),
            })}
          </p>
          <Button
            variant="outline"
            onClick={() => {
              insist(mine);
              forget(mid);
            }}
          >
            {t('attendance.useMine')}
          </Button>
          <Button variant="subtle" onClick={() => forget(mid)}>
            {t('action.dismiss')}
          </Button>
        </div>
      ))}
    </div>
  );
}
