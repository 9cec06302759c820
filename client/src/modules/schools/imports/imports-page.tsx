import { importsContract, type ImportRow } from '@quad/shared/imports';
import { apiRoot } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { Can } from '../../../platform/can';
import { useMe } from '../../../platform/session';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { FileLink } from '../../../platform/ui/file-link';
import { listParams, ListPages } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import admin from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import table from '../ui/table.module.css';
import { HandIn } from './hand-in';
import classes from './imports.module.css';
import { useWhen } from './import-words';
import { importsQuery } from './imports.queries';
import { StateTag } from './state-tag';

export function ImportsPage() {
  const { t } = useTranslation();
  const { districtId, districtName } = useMe();
  const [search] = useSearchParams();
  const imports = useLiveQuery(importsQuery(listParams(search).page), { topics: [`import:${districtId}`] });
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('imports.title')}
        above={districtName}
        chip={<ConnectionChip asOf={undefined} failed={imports.isError} />}
      />
      <div className={admin.stack}>
        <HandIn />
        <Can permission="roster:export">
          <p className={admin.links}>
            <FileLink
              endpoint={importsContract.exportRoster}
              href={`${apiRoot}${importsContract.exportRoster.path}`}
            >
              {t('imports.handIn.export')}
            </FileLink>
          </p>
        </Can>
        <h2 className={page.section}>{t('imports.list.title')}</h2>
        <Loaded query={imports} heights={[60, 60, 60]}>
          {({ rows, page: number, pages }) => (
            <div className={admin.stack}>
              {rows.length === 0 ? (
                <div className={page.card}>
                  <Notice title={t('imports.list.none')}>{t('imports.list.noneHint')}</Notice>
                </div>
              ) : (
                <ImportsTable rows={rows} />
              )}
              <ListPages page={number} pages={pages} />
            </div>
          )}
        </Loaded>
      </div>
    </div>
  );
}

function ImportsTable({ rows }: { rows: readonly ImportRow[] }) {
  const { t } = useTranslation();
  const when = useWhen();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('imports.list.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('imports.list.file')}</th>
          <th scope="col">{t('imports.list.by')}</th>
          <th scope="col">{t('imports.list.at')}</th>
          <th scope="col">{t('imports.list.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ importId, fileName, kind, byName, at, state, changes, refusals }) => (
          <tr key={importId}>
            <th scope="row">
              <Link to={`/imports/${importId}`} className={classes.name}>
                {fileName}
              </Link>
              <span className={admin.sub}>
                {[
                  t(`imports.kind.${kind}`),
                  ...(changes > 0 ? [t('imports.list.changes', { count: changes })] : []),
                  ...(refusals > 0 ? [t('imports.list.refusals', { count: refusals })] : []),
                ].join(' · ')}
              </span>
            </th>
            <td className={`soft ${classes.brief}`}>{byName}</td>
            <td className={`num soft ${classes.brief}`}>{when(at)}</td>
            <td>
              <StateTag state={state} idle={state === 'ready' && changes === 0} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
