import { categories, countMarks, type Shown } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import classes from './register-counts.module.css';

/** Where there is room: the counts as a list, beside the pupils. */
export function CountsPanel({ register, help }: { register: Shown; help: () => void }) {
  const { t } = useTranslation();
  const counts = countMarks(register.marks, register.codeSet);
  return (
    <aside className={classes.panel} aria-label={t('attendance.counts')}>
      <dl>
        {[...categories, 'unmarked' as const].map((category) => (
          <div key={category} data-category={category}>
            <dt>{t(`attendance.category.${category}`)}</dt>
            <dd>{counts[category]}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={help}>
        {t('attendance.keys.title')} <kbd>?</kbd>
      </button>
    </aside>
  );
}
