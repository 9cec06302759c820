import { categories, type Category, type Counts } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import classes from './category-bar.module.css';

/** A register's marks as parts of its roll. Says the same in words to whoever cannot see it. */
export function CategoryBar({ counts }: { counts: Counts }) {
  const words = useCountWords();
  const roll = categories.reduce((sum, category) => sum + counts[category], counts.unmarked);
  return (
    <div className={classes.bar} role="img" aria-label={words([...categories, 'unmarked'], counts)}>
      {categories.map((category) => (
        <span
          key={category}
          className={classes[category]}
          style={{ inlineSize: `${roll === 0 ? 0 : (100 * counts[category]) / roll}%` }}
        />
      ))}
    </div>
  );
}

/** “27 present · 1 late · 2 absent”: what is zero goes unsaid. */
export function useCountWords(): (which: readonly (Category | 'unmarked')[], counts: Counts) => string {
  const { t } = useTranslation();
  return (which, counts) => {
    const said = which
      .filter((category) => counts[category] > 0)
      .map((category) => t(`count.${category}`, { count: counts[category] }));
    return said.length === 0 ? t('count.none') : said.join(' · ');
  };
}
