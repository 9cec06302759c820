import { importThings, type ImportDetails } from '@quad/shared/imports';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../platform/dates';
import table from '../ui/table.module.css';
import classes from './imports.module.css';

const columns = ['add', 'change', 'end', 'same'] as const;

/** How many of each thing are new, changed, ended or stand as the file says. */
export function ImportCounts({ counts }: Pick<ImportDetails, 'counts'>) {
  const { t } = useTranslation();
  const rows = importThings.flatMap((thing) => {
    const of = counts[thing];
    return of === undefined ? [] : [{ thing, of }];
  });
  return (
    <table className={`${table.table} ${classes.counts}`}>
      <caption className="hidden-text">{t('imports.counts.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('imports.counts.thing')}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={table.figure}>
              {t(`imports.counts.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ thing, of }) => (
          <tr key={thing}>
            <th scope="row">{t(`imports.things.${thing}`)}</th>
            {columns.map((column) => (
              <td key={column} className={table.figure} data-none={of[column] === 0}>
                <span className={table.label}>{t(`imports.counts.${column}`)} </span>
                {formatNumber(of[column])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
