import { Button } from '@mantine/core';
import type { Absentee, CodeSetId } from '@quad/shared/attendance';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../../../platform/can';
import { Avatar } from '../../../platform/ui/avatar';
import { MarkLetter } from '../mark-letter';
import { useMarkWords } from '../mark-words';
import classes from './absent-row.module.css';
import { HistoryDialog } from './mark-history';

interface AbsentRowProps {
  row: Absentee;
  codeSet: CodeSetId;
  schoolId: string;
  /** null on a day that is over, or not yet here */
  arrived: (() => void) | null;
  explain: () => void;
}

/** A pupil with the lessons it is about. */
export function AbsentRow({ row, codeSet, schoolId, arrived, explain }: AbsentRowProps) {
  const { t } = useTranslation();
  const words = useMarkWords(codeSet);
  const mayAct = useCan('register:nudge', { schoolId });
  const [history, setHistory] = useState<string | null>(null);
  return (
    <li className={classes.row} data-unexplained={row.unexplained || undefined}>
      <div className={classes.head}>
        <Avatar name={row.name} />
        <h2>
          <Link to={`/pupils/${row.pupil}`}>{row.name}</Link>
        </h2>
        {mayAct ? (
          <div className={classes.actions}>
            {arrived === null ? null : (
              <Button variant="outline" size="sm" onClick={arrived}>
                {t('office.absent.arrived')}
                <span className="hidden-text"> {row.name}</span>
              </Button>
            )}
            <Button variant="subtle" size="sm" onClick={explain}>
              {t('office.absent.explain')}
              <span className="hidden-text"> {row.name}</span>
            </Button>
          </div>
        ) : null}
      </div>
      <ul className={classes.lessons}>
        {row.lessons.map((lesson) => (
          <li key={lesson.registerId}>
            <MarkLetter set={codeSet} code={lesson.code} />
            <span>
              <span className="num">{lesson.starts}</span>{' '}
              <Link to={`/registers/${lesson.registerId}`}>{lesson.className}</Link>
              <span className={classes.sub}>{words(lesson)}</span>
            </span>
            <button
              type="button"
              className={classes.history}
              aria-label={t('office.history.of', { name: row.name, className: lesson.className })}
              onClick={() => setHistory(lesson.registerId)}
            >
              <IconHistory size={19} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <HistoryDialog registerId={history} pupil={row.pupil} name={row.name} close={() => setHistory(null)} />
    </li>
  );
}
