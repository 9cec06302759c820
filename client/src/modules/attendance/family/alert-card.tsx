import { absenceKinds, type Alert } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { timeAt } from '../../../platform/dates';
import classes from './family.module.css';
import { useAnswerAlert } from './family.queries';
import { Refusal } from './refusal';

/** An absence nobody has explained: one tap tells why. What was taken back or answered says so. */
export function AlertCard({ alert, timeZone }: { alert: Alert; timeZone: string }) {
  const { t } = useTranslation();
  const answer = useAnswerAlert();
  const { id: alertId, state, retractedAt } = alert;
  const name = alert.pupilName.split(' ')[0] ?? '';
  if (state === 'retracted' && retractedAt !== null)
    return (
      <p className={classes.alert} data-state={state}>
        {t('family.alert.retracted', { name, time: timeAt(retractedAt, timeZone) })}
      </p>
    );
  if (state === 'answered')
    return (
      <p className={classes.alert} data-state={state} role="status">
        {t('family.alert.answered')}
      </p>
    );
  if (state !== 'sent') return null;
  const lessons = alert.lessons.map(({ className, starts }) => `${className} ${starts}`).join(', ');
  return (
    <section className={classes.alert} data-state={state} aria-label={t('family.alert.title', { name })}>
      <div>
        <h3>{t('family.alert.title', { name })}</h3>
        <p>{t('family.alert.lessons', { lessons })}</p>
      </div>
      <div className={classes.actions} role="group" aria-label={t('family.alert.why', { name })}>
        {absenceKinds.map((reasonKind) => (
          <button
            key={reasonKind}
            type="button"
            disabled={answer.isPending}
            onClick={() => answer.mutate({ alertId, reasonKind })}
          >
            {t(`family.kind.${reasonKind}`)}
          </button>
        ))}
      </div>
      <Refusal error={answer.error} />
    </section>
  );
}
