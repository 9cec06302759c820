import { importsContract, type ImportDetails, type ImportRefusal } from '@quad/shared/imports';
import { apiRoot } from '@quad/shared/platform';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { FileLink } from '../../../platform/ui/file-link';
import { listParams, ListPages } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import page from '../../../platform/ui/page.module.css';
import admin from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import { SelectInAddress, wordIn } from '../ui/select-in-address';
import table from '../ui/table.module.css';
import { useCodeWords } from './import-words';
import classes from './imports.module.css';
import { refusalsQuery } from './imports.queries';

const choices = ['all', 'refused', 'warning'] as const;

/** Where, what it says and why it is not taken: what whoever keeps the source needs to mend it. */
export function ImportRefusals({ details }: { details: ImportDetails }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const { importId, state } = details;
  const severity = wordIn(search, 'severity', choices);
  const { page: asked } = listParams(search);
  const refusals = useQuery(
    refusalsQuery(
      importId,
      { ...(asked !== undefined && { page: asked }), ...(severity !== 'all' && { severity }) },
      state,
    ),
  );
  return (
    <div className={admin.stack}>
      <div className={admin.controls}>
        <SelectInAddress
          label={t('imports.refusals.severity')}
          name="severity"
          choices={choices.map((value) => ({ value, label: t(`imports.refusals.${value}`) }))}
        />
        <FileLink
          className={classes.download}
          endpoint={importsContract.downloadImportRefusals}
          href={`${apiRoot}${importsContract.downloadImportRefusals.path.replace(':importId', importId)}`}
        >
          {t('imports.refusals.download')}
        </FileLink>
      </div>
      <Loaded query={refusals} heights={[60, 60, 60]}>
        {({ rows, page: number, pages }) => (
          <div className={admin.stack}>
            {rows.length === 0 ? (
              <div className={page.card}>
                <Notice title={t('imports.refusals.none')}>{t('imports.refusals.gone')}</Notice>
              </div>
            ) : (
              <RefusalsTable kind={details.kind} rows={rows} />
            )}
            <ListPages page={number} pages={pages} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function RefusalsTable({ kind, rows }: Pick<ImportDetails, 'kind'> & { rows: readonly ImportRefusal[] }) {
  const { t } = useTranslation();
  const words = useCodeWords({ kind });
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('imports.refusals.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('imports.refusals.where')}</th>
          <th scope="col">{t('imports.refusals.why')}</th>
          <th scope="col">{t('imports.refusals.value')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((refusal, index) => (
          <tr key={index}>
            <th scope="row">
              {t('imports.refusals.line', { file: refusal.file, line: refusal.line })}
              {refusal.column === null ? null : (
                <span className={admin.sub}>{t('imports.refusals.column', { column: refusal.column })}</span>
              )}
            </th>
            <td className={table.wide}>
              <span className={classes.op} data-op={refusal.severity}>
                {t(`imports.refusals.${refusal.severity}`)}
              </span>{' '}
              {words(refusal)}
            </td>
            <td className={classes.value}>{refusal.value ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
