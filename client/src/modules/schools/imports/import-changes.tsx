import { importOps, importThings, type ImportChange, type ImportDetails } from '@quad/shared/imports';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import page from '../../../platform/ui/page.module.css';
import admin from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import { SelectInAddress } from '../ui/select-in-address';
import table from '../ui/table.module.css';
import classes from './imports.module.css';
import { changesQuery } from './imports.queries';

/** Each change, by what it is about, what it does, and the name of whom it is about. */
export function ImportChanges({ importId, counts }: Pick<ImportDetails, 'importId' | 'counts'>) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const thing = importThings.find((each) => each === search.get('thing'));
  const op = importOps.find((each) => each === search.get('op'));
  const changes = useQuery(
    changesQuery(importId, {
      ...listParams(search),
      ...(thing !== undefined && { thing }),
      ...(op !== undefined && { op }),
    }),
  );
  const things = importThings.filter((each) => counts[each] !== undefined);
  return (
    <div className={admin.stack}>
      <div className={admin.controls} role="search">
        <SearchField label={t('imports.changes.find')} />
        <SelectInAddress
          label={t('imports.changes.thing')}
          name="thing"
          choices={[
            { value: '', label: t('imports.changes.allThings') },
            ...things.map((value) => ({ value, label: t(`imports.things.${value}`) })),
          ]}
        />
        <SelectInAddress
          label={t('imports.changes.op')}
          name="op"
          choices={[
            { value: '', label: t('imports.changes.allOps') },
            ...importOps.map((value) => ({ value, label: t(`imports.op.${value}`) })),
          ]}
        />
      </div>
      <Loaded query={changes} heights={[52, 52, 52]}>
        {({ rows, page: number, pages }) => (
          <div className={admin.stack}>
            {rows.length === 0 ? (
              <div className={page.card}>
                <Notice title={t('imports.changes.none')}>{t('imports.refusals.gone')}</Notice>
              </div>
            ) : (
              <ChangesTable rows={rows} />
            )}
            <ListPages page={number} pages={pages} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function ChangesTable({ rows }: { rows: readonly ImportChange[] }) {
  const { t } = useTranslation();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('imports.changes.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('imports.changes.what')}</th>
          <th scope="col">{t('imports.changes.op')}</th>
          <th scope="col">{t('imports.changes.fields')}</th>
          <th scope="col">{t('imports.changes.where')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ n, thing, op, label, key, file, line, fields }) => (
          <tr key={n}>
            <th scope="row">
              {label}
              <span className={admin.sub}>
                {t(`imports.thing.${thing}`)} · {key}
              </span>
            </th>
            <td>
              <span className={classes.op} data-op={op}>
                {t(`imports.op.${op}`)}
              </span>
            </td>
            <td className={table.wide}>
              <Fields fields={fields} />
            </td>
            <td className="num soft">{file === null ? '' : `${file}${line === null ? '' : `:${line}`}`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fields({ fields }: Pick<ImportChange, 'fields'>) {
  const { t } = useTranslation();
  if (fields.length === 0) return null;
  // the server names fields; one that has no words here is shown as it is called
  const words = (field: string): string => t(`imports.field.${field}` as never, { defaultValue: field });
  const said = (value: string): string =>
    value === 'true' || value === 'false' ? t(`imports.changes.${value}`) : value;
  return (
    <ul className={classes.fields}>
      {fields.map(({ field, before, after }) => (
        <li key={field}>
          <span className="soft">{words(field)}</span>{' '}
          {before === null ? null : (
            <>
              <span className="hidden-text">{t('imports.changes.from')} </span>
              <del>{said(before)}</del> <span aria-hidden="true">→ </span>
            </>
          )}
          <span className="hidden-text">{t('imports.changes.to')} </span>
          {after === null ? <em className="soft">{t('imports.changes.empty')}</em> : said(after)}
        </li>
      ))}
    </ul>
  );
}
