import type { PersonRow } from '@quad/shared/schools';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dayWords } from '../ui/day-words';
import classes from '../ui/admin.module.css';
import table from '../ui/table.module.css';
import { useSchoolLink } from '../ui/use-school';

interface PeopleTableProps {
  rows: readonly PersonRow[];
  chosen: readonly PersonRow[];
  choose: (rows: PersonRow[]) => void;
}

export function PeopleTable({ rows, chosen, choose }: PeopleTableProps) {
  const { t } = useTranslation();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('admin.people.caption')}</caption>
      <thead>
        <tr>
          <th scope="col" className={table.pick}>
            <span className="hidden-text">{t('admin.chosen', { count: chosen.length })}</span>
          </th>
          <th scope="col">{t('admin.people.name')}</th>
          <th scope="col">{t('admin.people.code')}</th>
          <th scope="col">{t('admin.people.login')}</th>
          <th scope="col">{t('admin.people.time')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const isChosen = chosen.some((each) => each.membershipId === row.membershipId);
          const others = chosen.filter((each) => each.membershipId !== row.membershipId);
          const toggle = (): void => choose(isChosen ? others : [...chosen, row]);
          return <Row key={row.membershipId} {...{ row, isChosen, toggle }} />;
        })}
      </tbody>
    </table>
  );
}

function Row({ row, isChosen, toggle }: { row: PersonRow; isChosen: boolean; toggle: () => void }) {
  const { t } = useTranslation();
  const link = useSchoolLink();
  const { personId, givenName, familyName, title, code, login, from, to } = row;
  const name = [title, givenName, familyName].filter((part) => part !== null).join(' ');
  return (
    <tr>
      <td className={table.pick}>
        <label className={classes.check}>
          <span className="hidden-text">{t('admin.choose', { name })}</span>
          <input type="checkbox" checked={isChosen} onChange={toggle} />
        </label>
      </td>
      <th scope="row">
        <Link to={link(`/people/${personId}`)} className={classes.link}>
          {name}
        </Link>
      </th>
      <td className="soft">{/^[0-9a-f]{24}$/.test(code) ? '' : code}</td>
      <td className="soft">{login ?? t('admin.people.noLogin')}</td>
      <td className="num soft">
        {t('admin.since', { day: dayWords(from) })}
        {to === null ? null : (
          <span className={classes.tag}>{t('admin.lastDayOn', { day: dayWords(to) })}</span>
        )}
      </td>
    </tr>
  );
}
