import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { formatDay } from '../../../platform/dates';
import { changed, spans, type ReportChoice } from './report-choice';
import { spanFault } from './span-fault';
import classes from './reports-page.module.css';

interface ReportSpanProps {
  choice: ReportChoice;
  days: { from: string; to: string } | null;
  terms: readonly { name: string }[];
}

/** Of which days: this week, this month, the term, or as one likes. */
export function ReportSpan({ choice: { span, from, to }, days, terms }: ReportSpanProps) {
  const { t } = useTranslation();
  const [, setSearch] = useSearchParams();
  const set = (fields: Record<string, string | null>): void =>
    setSearch((before) => changed(before, fields), { replace: true });
  const fault = days === null ? null : spanFault(days);
  const written = (date: string): string =>
    formatDay(date, { day: 'numeric', month: 'long', year: 'numeric' });
  return (
    <div>
      <div className={classes.choices} role="group" aria-label={t('reports.days')}>
        {spans
          .filter((name) => name !== 'term' || terms.length > 0)
          .map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={span === name}
              onClick={() =>
                set(name === 'custom' && days !== null ? { span: name, ...days } : { span: name })
              }
            >
              {t(`reports.span.${name}`)}
            </button>
          ))}
      </div>
      {span === 'custom' ? (
        <div className={classes.fields}>
          <TextInput
            type="date"
            label={t('reports.from')}
            value={from ?? ''}
            onChange={(event) => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('reports.to')}
            value={to ?? ''}
            error={fault === null ? undefined : t(`reports.fault.${fault}`)}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
        </div>
      ) : days === null ? (
        <p className="soft">{t('reports.noTerm')}</p>
      ) : (
        <p className="soft">{t('reports.fromTo', { from: written(days.from), to: written(days.to) })}</p>
      )}
    </div>
  );
}
