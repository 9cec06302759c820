import { Button } from '@mantine/core';
import type { Delivery } from '@quad/shared/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../platform/live-query';
import { errorKey } from '../../platform/api-error';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { Chips, listParams, ListPages } from '../../platform/ui/list-controls';
import { ErrorNotice, Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { UndoToast, type Undoable } from '../../platform/ui/undo-toast';
import { uuid } from '../../platform/uuid';
import classes from './deliveries-page.module.css';
import { useMoment } from './notice-words';
import { deliveriesQuery, useReplay } from './notifications.queries';

const states = ['dead', 'due', 'done'] as const;

/** What was to be done about events and could not be, waits, or is done; for admins of the district. */
export function DeliveriesPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [search] = useSearchParams();
  const state = states.find((name) => name === search.get('state')) ?? 'dead';
  const { page: asked } = listParams(search);
  const deliveries = useLiveQuery(deliveriesQuery({ state, ...(asked !== undefined && { page: asked }) }), {
    topics: [`outbox:${me.districtId}`],
  });
  const replay = useReplay();
  const [done, setDone] = useState<Undoable | null>(null);
  const say = (message: string): void => setDone({ id: uuid(), message, undo: null });
  const again = (deliveryId: string | null): void =>
    replay.mutate(deliveryId, {
      onSuccess: ({ replayed: count }) => say(t('notices.deliveries.retried', { count })),
      onError: (error) => say(t(errorKey(error))),
    });
  const rows = deliveries.data?.rows ?? [];
  return (
    <div className={page.wide}>
      <PageHeader
        title={t('notices.deliveries.title')}
        above={t('notices.deliveries.above')}
        chip={<ConnectionChip asOf={undefined} failed={deliveries.isError} />}
      />
      <div className={classes.controls}>
        <Chips
          label={t('notices.deliveries.state')}
          name="state"
          choices={states.map((value) => ({ value, label: t(`notices.deliveries.states.${value}`) }))}
        />
        {state === 'dead' && rows.length > 0 ? (
          <Button variant="outline" loading={replay.isPending} onClick={() => again(null)}>
            {t('notices.deliveries.retryAll')}
          </Button>
        ) : null}
      </div>
      {deliveries.data === undefined ? (
        deliveries.isError ? (
          <ErrorNotice error={deliveries.error} retry={() => void deliveries.refetch()} />
        ) : (
          <SkeletonRows heights={[64, 64, 64]} />
        )
      ) : rows.length === 0 ? (
        <div className={page.card}>
          <Notice title={t(`notices.deliveries.none.${state}`)}>
            {t(`notices.deliveries.noneHint.${state}`)}
          </Notice>
        </div>
      ) : (
        <>
          <Table rows={rows} timeZone={me.clock.timeZone} again={again} />
          <ListPages {...deliveries.data} />
        </>
      )}
      <UndoToast done={done} gone={() => setDone(null)} />
    </div>
  );
}

interface TableProps {
  rows: readonly Delivery[];
  timeZone: string;
  again: (deliveryId: string) => void;
}

function Table({ rows, timeZone, again }: TableProps) {
  const { t } = useTranslation();
  const moment = useMoment();
  const standing = ({ state, error, nextAt, doneAt }: Delivery): string => {
    if (state === 'running') return t('notices.deliveries.running');
    if (doneAt !== null) return t('notices.deliveries.doneAt', { when: moment(doneAt, timeZone) });
    const next = state === 'due' ? [t('notices.deliveries.next', { when: moment(nextAt, timeZone) })] : [];
    return [...(error === null ? [] : [error]), ...next].join(' · ');
  };
  return (
    <table className={classes.table}>
      <caption className="hidden-text">{t('notices.deliveries.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('notices.deliveries.what')}</th>
          <th scope="col">{t('notices.deliveries.since')}</th>
          <th scope="col">{t('notices.deliveries.tries')}</th>
          <th scope="col">{t('notices.deliveries.how')}</th>
          <th scope="col">
            <span className="hidden-text">{t('notices.deliveries.act')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.deliveryId}>
            <th scope="row">
              {row.effect}
              <code className={classes.event}>{row.event}</code>
            </th>
            <td className="num soft">{moment(row.at, timeZone)}</td>
            <td className="num">{t('notices.deliveries.triesCount', { count: row.tries })}</td>
            <td className={classes.how} data-dead={row.state === 'dead' || undefined}>
              {standing(row)}
            </td>
            <td className={classes.act}>
              {row.state === 'dead' ? (
                <Button
                  variant="default"
                  aria-label={t('notices.deliveries.retryOne', { what: row.effect })}
                  onClick={() => again(row.deliveryId)}
                >
                  {t('notices.deliveries.retry')}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
