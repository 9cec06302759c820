import { Button } from '@mantine/core';
import type { CourseOutline } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { ErrorNotice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonPage } from '../../../platform/ui/skeletons';
import admin from '../../schools/ui/admin.module.css';
import { useDaysWords } from '../courses/days-words';
import { useOutline } from './learn.queries';
import { MyGrades } from '../assignments/my-grades';
import { OutlineList } from './outline-list';
import classes from './outline-page.module.css';
import { PreviewBanner } from './preview-banner';
import { ProgressBar } from './progress-bar';
import '../words';

/** A course as whoever learns sees it. */
export function OutlinePage() {
  const { courseId = '' } = useParams();
  const outline = useOutline(courseId);
  if (outline.data !== undefined) return <Course course={outline.data} failed={outline.isError} />;
  if (outline.isError)
    return <ErrorNotice level={1} error={outline.error} retry={() => void outline.refetch()} />;
  return <SkeletonPage heights={[120, 180, 180]} />;
}

function Course({ course, failed }: { course: CourseOutline; failed: boolean }) {
  const { t } = useTranslation();
  const days = useDaysWords();
  const { courseId, title, summary, subject, teachers, preview, modules, now, timeZone } = course;
  const facts = [subject, teachers.join(', '), days(course)].filter((words) => words !== '');
  return (
    <div className={page.medium}>
      <PageHeader
        title={title}
        above={<Link to="/learning">{t('learning.learn.title')}</Link>}
        chip={<ConnectionChip asOf={{ now, timeZone }} failed={failed} />}
      />
      <div className={admin.stack}>
        {preview ? <PreviewBanner to={`/courses/${courseId}`} /> : null}
        <p className="soft">{facts.join(' · ')}</p>
        {summary === '' ? null : <p className={classes.summary}>{summary}</p>}
        <Standing course={course} />
        {modules.length === 0 ? <p className="soft">{t('learning.learn.nothingYet')}</p> : null}
        <OutlineList course={course} level={2} />
        {preview ? null : <MyGrades courseId={courseId} />}
      </div>
    </div>
  );
}

/** How far, and the one thing to do next. */
function Standing({ course }: { course: CourseOutline }) {
  const { t } = useTranslation();
  const { courseId, title, modules, done, of, share, nextLessonId, completedAt, certificate } = course;
  const next = modules.flatMap(({ lessons }) => lessons).find(({ id }) => id === nextLessonId);
  return (
    <section className={classes.standing} aria-label={t('learning.learn.standing')}>
      <div className={classes.progress}>
        <ProgressBar share={share} label={t('learning.learn.progressOf', { title })} />
        <p className="num soft">{t('learning.learn.done', { count: of, done })}</p>
      </div>
      {completedAt === null ? null : (
        <p className={classes.finished}>
          {t('learning.learn.finished')}{' '}
          {certificate ? <Link to="/learning/certificates">{t('learning.learn.certificate')}</Link> : null}
        </p>
      )}
      {next === undefined ? null : (
        <Button component={Link} to={`/learning/${courseId}/${next.id}`} className={classes.go}>
          {t(done === 0 ? 'learning.learn.startWith' : 'learning.learn.continueWith', { title: next.title })}
        </Button>
      )}
      {next === undefined && completedAt === null && modules.length > 0 ? (
        <p className="soft">{t('learning.learn.waiting')}</p>
      ) : null}
    </section>
  );
}
