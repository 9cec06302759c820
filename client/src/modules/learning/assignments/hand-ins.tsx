import type { HandIn } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { momentAt } from '../../../platform/dates';
import classes from './assignments.module.css';
import { FileList } from './file-list';

/** What was handed in: the last time open, those before it to be opened. */
export function HandIns({ handIns, timeZone }: { handIns: readonly HandIn[]; timeZone: string }) {
  const { t } = useTranslation();
  const [last, ...before] = [...handIns].reverse();
  if (last === undefined) return null;
  const heading = ({ at, lateDays }: HandIn): string =>
    [
      t('learning.assignments.handedInAt', { when: momentAt(at, timeZone) }),
      ...(lateDays > 0 ? [t('learning.assignments.lateDays', { count: lateDays })] : []),
    ].join(' · ');
  return (
    <div className={classes.stack}>
      <p className="soft num">{heading(last)}</p>
      <Work work={last} />
      {before.map((each) => (
        <details key={each.at}>
          <summary>{heading(each)}</summary>
          <Work work={each} />
        </details>
      ))}
    </div>
  );
}

function Work({ work: { text, files } }: { work: HandIn }) {
  return (
    <div className={classes.stack}>
      {text === '' ? null : (
        <p className={classes.text} dir="auto">
          {text}
        </p>
      )}
      <FileList files={files} />
    </div>
  );
}
