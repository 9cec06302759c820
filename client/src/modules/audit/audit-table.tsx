import type { AuditRow } from '@quad/shared/audit';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { momentAt } from '../../platform/dates';
import { changed } from '../../platform/ui/list-controls';
import { useActWords } from '../../platform/act-words';
import { AuditDetails } from './audit-details';
import classes from './audit.module.css';

export function AuditTable({ rows, timeZone }: { rows: readonly AuditRow[]; timeZone: string }) {
  const { t } = useTranslation();
  return (
    <table className={classes.table}>
      <caption className="hidden-text">{t('audit.list')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('audit.what')}</th>
          <th scope="col">{t('audit.who')}</th>
          <th scope="col">{t('audit.how')}</th>
          <th scope="col">{t('audit.when')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.recordId} row={row} timeZone={timeZone} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row, timeZone }: { row: AuditRow; timeZone: string }) {
  const { t } = useTranslation();
  const what = useActWords()(row.act);
  const { at, by, role, source, outcome, school, people } = row;
  return (
    <tr>
      <th scope="row">
        {what}
        {people.length === 0 ? null : (
          <span className={classes.sub}>
            {t('audit.about', { names: people.map(({ name }) => name).join(', ') })}
          </span>
        )}
        <AuditDetails row={row} what={what} timeZone={timeZone} />
      </th>
      <td>
        {by === null ? t(`audit.nobody.${source}`) : <PersonLink {...by} />}
        <span className={classes.sub}>
          {[role === null ? null : t('audit.as', { role: t(`audit.roles.${role}`) }), school?.name]
            .filter((part) => part != null)
            .join(', ')}
        </span>
      </td>
      <td>
        <span className={classes.outcome} data-outcome={outcome}>
          {t(`audit.outcome.${outcome}`)}
        </span>
      </td>
      <td className="num soft">{momentAt(at, timeZone)}</td>
    </tr>
  );
}

/** Leads to everything this person did or was done to them. */
function PersonLink({ personId, name }: { personId: string; name: string | null }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  return (
    <Link className={classes.person} to={`?${changed(search, 'person', personId).toString()}`}>
      {name ?? t('audit.gone')}
    </Link>
  );
}
