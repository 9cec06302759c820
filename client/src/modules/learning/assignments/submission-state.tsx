import type { SubmissionRow } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import classes from './assignments.module.css';

const tones = { missing: 'none', draft: 'none', handedIn: 'wait', graded: 'own', returned: 'good' } as const;

interface SubmissionChipProps {
  state: SubmissionRow['state'];
  lateDays?: number;
  /** it was due */
  overdue?: boolean;
}

/** Where a learner's work stands, in a word and a colour; what is not due yet is not missing. */
export function SubmissionChip({ state, lateDays = 0, overdue = false }: SubmissionChipProps) {
  const { t } = useTranslation();
  const isMissing = overdue && (state === 'missing' || state === 'draft');
  return (
    <span className={classes.state} data-tone={isMissing ? 'bad' : tones[state]}>
      {t(`learning.assignments.state.${state === 'missing' && !overdue ? 'notYet' : state}`)}
      {lateDays > 0 ? ` · ${t('learning.assignments.lateDays', { count: lateDays })}` : null}
    </span>
  );
}
