import { useQuery } from '@tanstack/react-query';
import type { CourseDetail } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useMe } from '../../../platform/session';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { ErrorNotice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonPage } from '../../../platform/ui/skeletons';
import admin from '../../schools/ui/admin.module.css';
import { useToast } from '../../schools/ui/use-toast';
import { CourseActions } from './course-actions';
import { CourseNav } from './course-nav';
import { useCourse } from './courses.queries';
import { useDaysWords } from './days-words';
import { draftsOf } from './drafts-db';
import { GivenTo } from './given-to';
import { OutlineEditor } from './outline-editor';
import { PutAway } from './put-away';
import '../words';

/** A course as those see it who make it: its outline, and the way to everything else. */
export function CoursePage() {
  const { courseId = '' } = useParams();
  const course = useCourse(courseId);
  if (course.data !== undefined)
    return <Course key={courseId} course={course.data} failed={course.isError} />;
  if (course.isError)
    return <ErrorNotice level={1} error={course.error} retry={() => void course.refetch()} />;
  return <SkeletonPage heights={[48, 64, 180, 180]} />;
}

function Course({ course, failed }: { course: CourseDetail; failed: boolean }) {
  const { t } = useTranslation();
  const sayer = useToast();
  const days = useDaysWords();
  const { courseId, title, subject, teachers, summary } = course;
  const facts = [subject, teachers.map(({ name }) => name).join(', '), days(course)];
  return (
    <div className={page.medium}>
      <PageHeader
        title={title}
        above={<Link to="/courses">{t('learning.courses.title')}</Link>}
        chip={<ConnectionChip asOf={undefined} failed={failed} />}
      />
      <CourseNav courseId={courseId} />
      <div className={admin.stack}>
        <p className="soft">{facts.filter((words) => words !== '').join(' · ')}</p>
        {summary === '' ? null : <p>{summary}</p>}
        <CourseActions course={course} sayer={sayer} />
        <NotSavedYet course={course} />
        <OutlineEditor course={course} sayer={sayer} />
        <GivenTo course={course} sayer={sayer} />
        {course.mayEdit ? <PutAway course={course} sayer={sayer} /> : null}
      </div>
      {sayer.toast}
    </div>
  );
}

/** Text of lessons that this device alone has; it is sent once its lesson is opened. */
function NotSavedYet({ course: { courseId, draft } }: { course: CourseDetail }) {
  const { t } = useTranslation();
  const { personId } = useMe();
  const { data = [] } = useQuery({
    queryKey: ['device', 'lessons', personId, courseId],
    // a browser that keeps nothing has nothing that waits
    queryFn: () =>
      draftsOf(personId)
        .waitingIn(courseId)
        .catch(() => []),
    staleTime: 0,
  });
  const waiting = draft.flatMap(({ lessons }) => lessons).filter(({ id }) => data.includes(id));
  if (waiting.length === 0) return null;
  return (
    <section className={admin.section} aria-label={t('learning.courses.waiting')}>
      <h2>{t('learning.courses.waiting')}</h2>
      <ul className={admin.rows}>
        {waiting.map(({ id, title }) => (
          <li key={id}>
            <Link className={admin.link} to={`/courses/${courseId}/lessons/${id}`}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
