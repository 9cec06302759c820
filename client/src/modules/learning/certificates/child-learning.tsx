import { Button } from '@mantine/core';
import type { PupilCourse } from '@quad/shared/learning';
import { wallClock } from '@quad/shared/platform';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../platform/can';
import { shortDay } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import admin from '../../schools/ui/admin.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { ProgressBar } from '../learn/progress-bar';
import classes from './certificates.module.css';
import { pupilLearningQuery } from './certificates.queries';
import '../words';

/** How far a child has come in all courses, for the family and the office. */
export function ChildLearning({ pupilId, schoolId }: { pupilId: string; schoolId: string }) {
  const { t } = useTranslation();
  const { districtId } = useMe();
  const may = useCan('learning:pupil', { districtId, schoolId, personId: pupilId });
  const [page, setPage] = useState(1);
  const learning = useQuery({ ...pupilLearningQuery(pupilId, page), enabled: may });
  if (!may) return null;
  return (
    <section className={admin.section}>
      <h2>{t('learning.certificates.courses')}</h2>
      <Loaded query={learning} heights={[52, 52]}>
        {({ rows, page: number, pages, timeZone }) =>
          rows.length === 0 ? (
            <p className="soft">{t('learning.certificates.noCourses')}</p>
          ) : (
            <div className={admin.stack}>
              <ul className={admin.rows}>
                {rows.map((row) => (
                  <Course key={row.courseId} course={row} timeZone={timeZone} />
                ))}
              </ul>
              {pages === 1 ? null : (
                <div className={admin.buttons}>
                  <Button variant="default" disabled={number === 1} onClick={() => setPage(number - 1)}>
                    {t('list.previous')}
                  </Button>
                  <Button variant="default" disabled={number === pages} onClick={() => setPage(number + 1)}>
                    {t('list.next')}
                  </Button>
                </div>
              )}
            </div>
          )
        }
      </Loaded>
    </section>
  );
}

function Course({ course, timeZone }: { course: PupilCourse; timeZone: string }) {
  const { t } = useTranslation();
  const { title, subject, done, of, share, grade, lastAt, completedAt } = course;
  const last = lastAt === null ? null : shortDay(wallClock(lastAt, timeZone).date);
  const facts = [
    subject,
    t('learning.certificates.done', { done, of }),
    ...(grade === null ? [] : [t('learning.certificates.grade', { percent: Math.round(grade * 100) })]),
    completedAt !== null
      ? t('learning.certificates.completed')
      : last === null
        ? t('learning.certificates.notBegun')
        : t('learning.certificates.last', { day: last }),
  ];
  return (
    <li className={classes.course}>
      <span className={admin.words}>
        {title}
        <small>{facts.filter((fact) => fact !== '').join(' · ')}</small>
      </span>
      <span className={classes.bar}>
        <ProgressBar share={share} label={t('learning.certificates.progressOf', { title })} />
      </span>
    </li>
  );
}
