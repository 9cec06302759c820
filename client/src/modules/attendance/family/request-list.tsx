import type { MarkRequest } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../../../platform/live-query';
import { shortDay } from '../../../platform/dates';
import page from '../../../platform/ui/page.module.css';
import { useCodeLabel } from '../code-words';
import classes from './family.module.css';
import { requestsQuery, useWithdrawRequest } from './family.queries';
import { Refusal } from './refusal';

/** What was asked about a pupil's marks, and what became of it. Nothing asked shows nothing. */
export function RequestList({ pupilId }: { pupilId: string }) {
  const { t } = useTranslation();
  const { data } = useLiveQuery(requestsQuery({ pupil: pupilId }), { topics: [`pupil:${pupilId}`] });
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <section className={page.padded}>
      <h2>{t('family.wrong.title_list')}</h2>
      <ul className={classes.rows}>
        {data.rows.map((request) => (
          <Request key={request.id} request={request} />
        ))}
      </ul>
    </section>
  );
}

function Request({ request }: { request: MarkRequest }) {
  const { t } = useTranslation();
  const label = useCodeLabel(request.codeSet);
  const withdraw = useWithdrawRequest();
  const { id, state, answer, answeredBy } = request;
  return (
    <li>
      <div>
        <b>{`${request.className} · ${shortDay(request.date)} ${request.starts}`}</b>
        <p className="soft">
          {request.code === null
            ? t('family.request.unmarked')
            : t('family.request.mark', { code: label(request.code) })}
          {` · ${request.text}`}
        </p>
        <p className={classes.state} data-state={state}>
          {t(`family.request.state.${state}`, { name: answeredBy ?? '', answer: answer ?? '' })}
        </p>
        <Refusal error={withdraw.error} />
      </div>
      {state === 'open' ? (
        <button type="button" className={classes.quiet} onClick={() => withdraw.mutate(id)}>
          {t('family.request.withdraw')}
        </button>
      ) : null}
    </li>
  );
}
