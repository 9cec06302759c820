import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { formatPercent } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import page from '../../../platform/ui/page.module.css';
import { boardQuery } from '../attendance.queries';
import { boardTopics } from '../board';
import classes from './needs-call.module.css';

const most = 6;

/** The schools with the lowest attendance so far today: those somebody should ring. */
export function NeedsCall() {
  const { t } = useTranslation();
  const { data } = useLiveQuery(boardQuery({ sort: 'attendance' }), { topics: boardTopics(useMe()) });
  const lowest = (data?.schools ?? [])
    .filter(({ marked }) => marked > 0)
    .sort((a, b) => a.present / a.marked - b.present / b.marked)
    .slice(0, most);
  return (
    <section className={page.padded}>
      <h2>{t('office.call.title')}</h2>
      {lowest.length === 0 ? <p className="soft">{t('office.call.none')}</p> : null}
      <ol className={classes.list}>
        {lowest.map(({ schoolId, name, present, marked }) => (
          <li key={schoolId}>
            <Link to={`/schools/${schoolId}/day`}>{name}</Link>
            <b data-low={present / marked < 0.9 || undefined}>{formatPercent(present, marked)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}
