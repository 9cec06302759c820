import { Button } from '@mantine/core';
import { coursesContract, type CourseDetail } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import admin from '../../schools/ui/admin.module.css';
import type { Sayer } from '../../schools/ui/use-toast';
import { useCourseChange } from './courses.queries';

/** The classes whose rosters the course follows, and how many learn in it. */
export function GivenTo({ course, sayer }: { course: CourseDetail; sayer: Sayer }) {
  const { t } = useTranslation();
  const take = useCourseChange(coursesContract.leaveClass);
  const give = useCourseChange(coursesContract.enrolClass);
  const { courseId, classes, learners, mayEdit } = course;
  const remove = (classId: string, name: string): void => {
    const sent = { params: { courseId, classId } };
    const back = (): void => give.mutate(sent, { onError: sayer.refused });
    take.mutate(sent, {
      onSuccess: () => sayer.done(t('learning.courses.taken', { name }), back),
      onError: sayer.refused,
    });
  };
  return (
    <section className={admin.section} aria-label={t('learning.courses.givenTo')}>
      <div className={admin.head}>
        <h2>{t('learning.courses.givenTo')}</h2>
        <Link className={admin.link} to={`/courses/${courseId}/learners`}>
          {t('learning.courses.learners', { count: learners })}
        </Link>
      </div>
      {classes.length === 0 ? <p className="soft">{t('learning.courses.noClass')}</p> : null}
      <ul className={admin.rows}>
        {classes.map(({ classId, name, code }) => (
          <li key={classId}>
            <span className={admin.words}>
              {name}
              {code === name ? null : <small>{code}</small>}
            </span>
            {mayEdit ? (
              <Button variant="subtle" onClick={() => remove(classId, name)}>
                {t('learning.courses.takeAway')}
                <span className="hidden-text"> {name}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
