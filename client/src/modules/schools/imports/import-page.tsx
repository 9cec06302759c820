import type { ImportDetails } from '@quad/shared/imports';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips } from '../../../platform/ui/list-controls';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import admin from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import { wordIn } from '../ui/select-in-address';
import { ImportChanges } from './import-changes';
import { ImportCounts } from './import-counts';
import { ImportRefusals } from './import-refusals';
import { ImportStanding } from './import-standing';
import { useCodeWords, useWhen } from './import-words';
import { useProgressInterval } from './imports.live';
import classes from './imports.module.css';
import { importQuery } from './imports.queries';

const moving = ['reading', 'applying'];

/** One file: how it stands, what it would change or has changed, and what of it is not taken. */
export function ImportPage() {
  const { t } = useTranslation();
  const { importId = '' } = useParams();
  const query = importQuery(importId);
  const known = useQuery({ ...query, enabled: false }).data;
  const found = useLiveQuery(query, {
    topics: [`import:${importId}`],
    every: useProgressInterval(known !== undefined && moving.includes(known.state)),
  });
  return (
    <div className={page.medium}>
      <PageHeader
        title={found.data?.fileName ?? t('imports.title')}
        above={<Link to="/imports">{t('imports.title')}</Link>}
        chip={<ConnectionChip asOf={undefined} failed={found.isError} />}
      />
      <Loaded query={found} heights={[120, 220, 260]}>
        {(details) => <Import details={details} />}
      </Loaded>
    </div>
  );
}

function Import({ details }: { details: ImportDetails }) {
  const { t } = useTranslation();
  const when = useWhen();
  const { kind, byName, at, appliedAt, notices } = details;
  const handedIn = t('imports.handedIn', { kind: t(`imports.kind.${kind}`), name: byName, when: when(at) });
  const applied = appliedAt === null ? [] : [t('imports.doneAt', { when: when(appliedAt) })];
  return (
    <div className={admin.stack}>
      <p className="soft">{[handedIn, ...applied].join(' · ')}</p>
      <ImportStanding details={details} />
      {Object.keys(details.counts).length === 0 ? null : <ImportCounts counts={details.counts} />}
      {notices.length === 0 ? null : <Notices kind={kind} notices={notices} />}
      <Lines details={details} />
    </div>
  );
}

/** Beyond a few they are folded away: what a file leaves out of the standard is seldom news. */
const fewNotices = 3;

function Notices({ kind, notices }: Pick<ImportDetails, 'kind' | 'notices'>) {
  const { t } = useTranslation();
  const words = useCodeWords({ kind });
  return (
    <details className={admin.section} open={notices.length <= fewNotices}>
      <summary className={classes.summary}>{t('imports.notices', { count: notices.length })}</summary>
      <ul className={admin.rows}>
        {notices.map((notice, index) => (
          <li key={index}>
            <span className={admin.words}>
              {words(notice)}
              {notice.file === null ? null : <small>{notice.file}</small>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Changes, and lines that are not taken: whichever there are. */
function Lines({ details }: { details: ImportDetails }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const { importId, state, changes, refusals, warnings } = details;
  const view = wordIn(search, 'view', ['changes', 'refusals']);
  const bad = refusals + warnings;
  if (state === 'reading' || changes + bad === 0) return null;
  const shown = changes === 0 ? 'refusals' : bad === 0 ? 'changes' : view;
  return (
    <>
      {changes > 0 && bad > 0 ? (
        <Chips
          label={t('imports.view')}
          name="view"
          choices={[
            { value: 'changes', label: t('imports.changes.title'), count: changes },
            { value: 'refusals', label: t('imports.refusals.title'), count: bad },
          ]}
        />
      ) : (
        <h2 className={page.section}>{t(`imports.${shown}.title`)}</h2>
      )}
      {shown === 'changes' ? (
        <ImportChanges importId={importId} counts={details.counts} />
      ) : (
        <ImportRefusals details={details} />
      )}
    </>
  );
}
