import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import classes from './course-nav.module.css';

const pages = [
  ['outline', ''],
  ['learners', '/learners'],
  ['watching', '/watching'],
  ['questions', '/questions'],
  ['grades', '/grades'],
  ['videos', '/videos'],
  ['certificates', '/certificates'],
] as const;

/** The pages of one course, below the head of each of them. */
export function CourseNav({ courseId }: { courseId: string }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  // a phone shows half of them
  useEffect(() => {
    const row = nav.current;
    const here = row?.querySelector<HTMLElement>('[aria-current="page"]');
    if (row && here) row.scrollLeft = here.offsetLeft - (row.clientWidth - here.clientWidth) / 2;
  }, [pathname]);
  return (
    <nav ref={nav} className={classes.nav} aria-label={t('learning.courses.pages')}>
      {pages.map(([name, path]) => (
        <NavLink key={name} end to={`/courses/${courseId}${path}`}>
          {t(`learning.courses.page.${name}`)}
        </NavLink>
      ))}
    </nav>
  );
}
