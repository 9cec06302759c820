import type { MarkHistory } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { shortDay } from '../../../platform/dates';
import { Dialog } from '../../../platform/ui/dialog';
import { ErrorNotice } from '../../../platform/ui/notice';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { useCodeLabel } from '../code-words';
import { MarkLetter } from '../mark-letter';
import classes from './mark-history.module.css';
import { historyQuery } from './office.queries';

interface HistoryDialogProps {
  registerId: string | null;
  pupil: string;
  name: string;
  close: () => void;
}

/** What became of one mark: old, new, who, when and why. */
export function HistoryDialog({ registerId, pupil, name, close }: HistoryDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={registerId !== null} close={close} title={t('office.history.title', { name })}>
      {registerId === null ? null : <History registerId={registerId} pupil={pupil} />}
    </Dialog>
  );
}

export function History({ registerId, pupil }: { registerId: string; pupil: string }) {
  const { t } = useTranslation();
  const history = useQuery(historyQuery(registerId, pupil));
  if (history.data === undefined)
    return history.isError ? (
      <ErrorNotice error={history.error} retry={() => void history.refetch()} />
    ) : (
      <SkeletonRows heights={[52, 52]} />
    );
  const { steps, className } = history.data;
  if (steps.length === 0) return <p>{t('office.history.none', { className })}</p>;
  return (
    <>
      <p className="soft">{className}</p>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <Step key={step.seq} step={step} of={history.data} />
        ))}
      </ol>
    </>
  );
}

const roles = ['districtAdmin', 'schoolAdmin', 'office', 'teacher', 'student', 'guardian', 'system'] as const;

function Step({ step, of }: { step: MarkHistory['steps'][number]; of: MarkHistory }) {
  const { t } = useTranslation();
  const label = useCodeLabel(of.codeSet);
  const wall = wallClock(step.at, of.timeZone);
  const role = roles.find((name) => name === step.role);
  const word = (code: string | null): string => (code === null ? t('attendance.unmarked') : label(code));
  return (
    <li className={classes.step} data-out={step.out}>
      <p className={classes.change}>
        {step.kind === 'roll' ? (
          t(`office.history.${step.roll ?? 'join'}`)
        ) : (
          <>
            <MarkLetter set={of.codeSet} code={step.from} />
            <span aria-hidden="true">→</span>
            <span className="hidden-text">{t('office.history.to')}</span>
            <MarkLetter set={of.codeSet} code={step.to} />
            <span className={classes.words}>
              {[
                word(step.to),
                step.minutes === undefined ? '' : t('office.history.minutes', { count: step.minutes }),
              ]
                .filter((part) => part !== '')
                .join(', ')}
            </span>
          </>
        )}
      </p>
      {step.out === 'applied' ? null : <p className={classes.aside}>{t(`office.history.out.${step.out}`)}</p>}
      {step.reason === undefined ? null : <p>{t('office.history.why', { reason: step.reason })}</p>}
      {step.note === undefined ? null : <p>{t('office.history.note', { note: step.note })}</p>}
      <p className="soft num">
        {[
          step.byName === '' ? t('office.history.system') : step.byName,
          role === undefined ? '' : t(`office.role.${role}`),
          `${shortDay(wall.date)} ${wall.time}`,
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
    </li>
  );
}
