import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../platform/session';
import classes from './security.module.css';

const pages = ['password', 'codes', 'devices'] as const;

/** The ways to what keeps one’s account one’s own. */
export function SafetyLinks() {
  const { t } = useTranslation();
  const { secondFactor } = useMe();
  return (
    <section className={classes.links} aria-labelledby="safety">
      <h2 id="safety">{t('security.title')}</h2>
      <ul>
        {pages.map((name) => (
          <li key={name}>
            <Link to={`/more/${name}`}>
              {t(`security.${name}.title`)}
              {name === 'codes' ? (
                <span className="soft">{t(`security.codes.state.${secondFactor}`)}</span>
              ) : null}
              <IconChevronRight size={18} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
