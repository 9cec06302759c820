import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './preview-banner.module.css';

/** For whoever makes the course and looks at it as learners will. */
export function PreviewBanner({ to }: { to: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes.banner} role="note">
      <span>{t('learning.learn.preview')}</span>
      <Link to={to}>{t('learning.learn.backToEditing')}</Link>
    </p>
  );
}
