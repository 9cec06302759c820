import { Button } from '@mantine/core';
import type { LearnerRow } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useCan } from '../../../platform/can';
import { momentAt } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { changed } from '../../../platform/ui/list-controls';
import classes from './learners-page.module.css';
import { useDurationWords } from './duration-words';

const columns = [
  ['name', 'name'],
  ['share', 'share'],
  ['seconds', 'seconds'],
  ['lastAt', 'lastAt'],
] as const;

interface LearnersTableProps {
  rows: readonly LearnerRow[];
  /** takes the course from somebody who was given it by name; null for whoever may not */
  takeAway: ((row: LearnerRow) => void) | null;
}

/** Learners as a table where there is room, as cards where there is not; the same elements either way. */
export function LearnersTable({ rows, takeAway }: LearnersTableProps) {
  const { t } = useTranslation();
  return (
    <table className={classes.table}>
      <caption className="hidden-text">{t('learning.progress.learners.caption')}</caption>
      <thead>
        <tr>
          {columns.slice(0, 2).map(([name]) => (
            <SortHead key={name} name={name} />
          ))}
          <th scope="col">{t('learning.progress.learners.score')}</th>
          {columns.slice(2).map(([name]) => (
            <SortHead key={name} name={name} />
          ))}
          <th scope="col">{t('learning.progress.learners.risk')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.personId} row={row} takeAway={takeAway} />
        ))}
      </tbody>
    </table>
  );
}

/** A press sorts by it, another one the other way round. Names begin with A, figures with the largest. */
function SortHead({ name }: { name: (typeof columns)[number][0] }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const sort = search.get('sort') ?? 'name';
  const first = name === 'name' ? name : `-${name}`;
  const second = name === 'name' ? `-${name}` : name;
  const next = sort === first ? second : first;
  const order = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none';
  return (
    <th scope="col" aria-sort={order}>
      <Link to={`?${changed(search, 'sort', next === 'name' ? '' : next).toString()}`} replace>
        {t(`learning.progress.learners.${name}`)}
        <span aria-hidden="true">{order === 'ascending' ? ' ↑' : order === 'descending' ? ' ↓' : ''}</span>
      </Link>
    </th>
  );
}

function Row({ row, takeAway }: { row: LearnerRow } & Pick<LearnersTableProps, 'takeAway'>) {
  const { t } = useTranslation();
  const { clock } = useMe();
  // the page of a person is the office's
  const mayOpen = useCan('people:read');
  const duration = useDurationWords();
  const { personId, name, done, of, share, seconds, score, lastAt, lastLesson, completedAt } = row;
  const place = [...row.classes, ...(row.byName ? [t('learning.progress.learners.byName')] : [])].join(' · ');
  return (
    <tr>
      <th scope="row">
        {mayOpen ? <Link to={`/people/${personId}`}>{name}</Link> : name}
        <span className={classes.sub}>{place}</span>
        {row.byName && takeAway !== null ? (
          <Button variant="subtle" size="compact-sm" mih={44} onClick={() => takeAway(row)}>
            {t('learning.courses.takeAway')}
            <span className="hidden-text"> {name}</span>
          </Button>
        ) : null}
      </th>
      <td data-label={t('learning.progress.learners.share')} className={classes.short}>
        <span className={classes.share}>
          <span className={classes.bar} aria-hidden="true">
            <i style={{ inlineSize: `${share * 100}%` }} />
          </span>
          <span className="num">{t('learning.progress.learners.doneOf', { done, of })}</span>
        </span>
        {completedAt === null ? null : (
          <span className={classes.sub}>{t('learning.progress.learners.completed')}</span>
        )}
      </td>
      <td data-label={t('learning.progress.learners.score')} className={`num ${classes.short ?? ''}`}>
        {score === null ? (
          <span className="soft">{t('learning.progress.learners.noScore')}</span>
        ) : (
          `${Math.round(score * 100)} %`
        )}
      </td>
      <td data-label={t('learning.progress.learners.seconds')} className={`num ${classes.short ?? ''}`}>
        {duration(seconds)}
      </td>
      <td data-label={t('learning.progress.learners.lastAt')} className="num">
        {lastAt === null ? (
          <span className="soft">{t('learning.progress.learners.never')}</span>
        ) : (
          <span>
            {momentAt(lastAt, clock.timeZone)}
            {lastLesson === null ? null : <span className={classes.sub}>{lastLesson}</span>}
          </span>
        )}
      </td>
      <td className={classes.risks}>
        {row.risks.map((risk) => (
          <span key={risk}>
            {t(`learning.progress.risk.${risk}`)}
            <small>{t(`learning.progress.riskWhy.${risk}`)}</small>
          </span>
        ))}
      </td>
    </tr>
  );
}
