import { auditQuery, type AuditQuery } from '@quad/shared/audit';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../platform/live-query';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { ListPages } from '../../platform/ui/list-controls';
import { Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import admin from '../schools/ui/admin.module.css';
import { Loaded } from '../schools/ui/loaded';
import { AuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { auditQueryOf } from './audit.queries';

/** What was done in the schools one looks after; everything it is asked for stands in the address. */
export function AuditPage() {
  const { t } = useTranslation();
  const { clock } = useMe();
  const [search] = useSearchParams();
  const asked = askedIn(search);
  const acts = useLiveQuery(auditQueryOf(asked), { topics: [] });
  return (
    <div className={page.wide}>
      <PageHeader
        title={t('audit.title')}
        above={t('audit.above')}
        chip={<ConnectionChip asOf={undefined} failed={acts.isError} />}
      />
      <div className={admin.stack}>
        <AuditFilters rows={acts.data?.rows ?? []} />
        <Loaded query={acts} heights={[64, 64, 64, 64, 64]}>
          {({ rows, total, page: number, pages }) =>
            rows.length === 0 ? (
              <div className={page.card}>
                <Notice title={t('audit.none')}>{t('audit.noneHint')}</Notice>
              </div>
            ) : (
              <div className={admin.stack}>
                <p className="soft num" aria-live="polite">
                  {t('audit.total', { count: total })}
                </p>
                <AuditTable rows={rows} timeZone={clock.timeZone} />
                <ListPages page={number} pages={pages} />
              </div>
            )
          }
        </Loaded>
      </div>
    </div>
  );
}

/** What the address says and the server understands; the rest is left out. */
function askedIn(search: URLSearchParams): AuditQuery {
  const { shape } = auditQuery;
  const known = [...search].flatMap(([name, value]) => {
    const field = Object.entries(shape).find(([key]) => key === name)?.[1];
    const parsed = field?.safeParse(value);
    return parsed?.success === true && parsed.data !== undefined ? [[name, parsed.data] as const] : [];
  });
  return Object.fromEntries(known);
}
