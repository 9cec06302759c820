import type { AuditRow } from '@quad/shared/audit';
import { useTranslation } from 'react-i18next';
import { momentAt } from '../../platform/dates';
import classes from './audit.module.css';

interface AuditDetailsProps {
  row: AuditRow;
  what: string;
  timeZone: string;
}

/** What was said with an act, under the names its request gives things; closed until somebody wants to know. */
export function AuditDetails({ row, what, timeZone }: AuditDetailsProps) {
  const { t } = useTranslation();
  const { facts, fields, code, clock, requestId, sessionId } = row;
  const known: [string, string | null][] = [
    [t('audit.reason'), code],
    ...facts.map(({ field, values }): [string, string] => [field, values.join(', ')]),
    [t('audit.request'), requestId],
    [t('audit.session'), sessionId],
  ];
  return (
    <details className={classes.details}>
      <summary aria-label={t('audit.detailsOf', { what })}>{t('audit.details')}</summary>
      <dl>
        {known.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {fields.length === 0 ? null : <p>{t('audit.fieldsToo', { fields: fields.join(', ') })}</p>}
      {clock === null ? null : <p>{t('audit.clockWas', { when: momentAt(clock, timeZone) })}</p>}
    </details>
  );
}
