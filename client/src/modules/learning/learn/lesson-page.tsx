import type { CourseOutline, LessonView } from '@quad/shared/learning';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ApiError } from '../../../platform/api-error';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { ErrorNotice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonPage, SkeletonRows } from '../../../platform/ui/skeletons';
import admin from '../../schools/ui/admin.module.css';
import { LessonDiscussion } from '../discussion/lesson-discussion';
import { LessonContent } from './lesson-content';
import classes from './lesson-page.module.css';
import { LessonSteps } from './lesson-steps';
import { useLesson, useOutline } from './learn.queries';
import { LockedNotice } from './locked-notice';
import { OutlineList } from './outline-list';
import { PreviewBanner } from './preview-banner';
import '../words';

/** One lesson, to be learned. */
export function LessonPage() {
  const { courseId = '', lessonId = '' } = useParams();
  const outline = useOutline(courseId);
  if (outline.data !== undefined)
    return <InCourse key={lessonId} course={outline.data} lessonId={lessonId} />;
  if (outline.isError)
    return <ErrorNotice level={1} error={outline.error} retry={() => void outline.refetch()} />;
  return <SkeletonPage heights={[320, 72]} />;
}

function InCourse({ course, lessonId }: { course: CourseOutline; lessonId: string }) {
  const { courseId, now, timeZone } = course;
  const lesson = useLesson(courseId, lessonId);
  const known = course.modules.flatMap(({ lessons }) => lessons).find(({ id }) => id === lessonId);
  const isLocked = lesson.error instanceof ApiError && lesson.error.code === 'lesson_locked';
  const opens = isLocked && known?.locks.length === 0;
  const again = useEffectEvent(() => void lesson.refetch());
  // what kept them out is done, or its time has come
  useEffect(() => {
    if (opens) again();
  }, [opens, now]);
  const title = lesson.data?.title ?? known?.title ?? '…';
  return (
    <div className={classes.page}>
      <PageHeader
        title={title}
        tab={`${title} · ${course.title}`}
        above={<Link to={`/learning/${courseId}`}>{course.title}</Link>}
        chip={<ConnectionChip asOf={{ now, timeZone }} failed={lesson.isError && !isLocked} />}
      />
      <div className={classes.columns}>
        <div className={admin.stack}>
          {isLocked ? (
            <>
              <LockedNotice course={course} locks={known?.locks ?? []} />
              <FoldedContents course={course} />
            </>
          ) : lesson.data !== undefined ? (
            <Lesson course={course} lesson={lesson.data} />
          ) : lesson.isError ? (
            <ErrorNotice error={lesson.error} retry={() => void lesson.refetch()} />
          ) : (
            <SkeletonRows heights={[320, 72]} />
          )}
        </div>
        <Contents course={course} />
      </div>
    </div>
  );
}

function Lesson({ course, lesson }: { course: CourseOutline; lesson: LessonView }) {
  return (
    <>
      {lesson.preview ? (
        <PreviewBanner to={`/courses/${course.courseId}/lessons/${lesson.lessonId}`} />
      ) : null}
      <div className={page.padded}>
        <LessonContent course={course} lesson={lesson} />
      </div>
      <LessonSteps course={course} lesson={lesson} />
      <FoldedContents course={course} />
      {course.discussion ? <LessonDiscussion course={course} lesson={lesson} /> : null}
    </>
  );
}

/** Where there is no room beside the lesson. */
function FoldedContents({ course }: { course: CourseOutline }) {
  const { t } = useTranslation();
  return (
    <details className={classes.folded}>
      <summary>{t('learning.learn.contents')}</summary>
      <OutlineList course={course} level={2} />
    </details>
  );
}

function Contents({ course }: { course: CourseOutline }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.beside} aria-label={t('learning.learn.contents')}>
      <h2>{t('learning.learn.contents')}</h2>
      <OutlineList course={course} level={3} />
    </nav>
  );
}
