import { lazy, Suspense } from 'react';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import type { LearnSlot } from './learn-slot';
import { LinkLesson } from './link-lesson';
import { TextLesson } from './text-lesson';

// what plays, asks and takes files comes with the lesson that needs it
const VideoLesson = lazy(async () => ({ default: (await import('../video/video-lesson')).VideoLesson }));
const QuizLesson = lazy(async () => ({ default: (await import('../quizzes/quiz-lesson')).QuizLesson }));
const AssignmentLesson = lazy(async () => ({
  default: (await import('../assignments/assignment-lesson')).AssignmentLesson,
}));

/** What stands in this kind of lesson. */
export function LessonContent(slot: LearnSlot) {
  return (
    <Suspense fallback={<SkeletonRows heights={[320]} />}>
      <OfKind {...slot} />
    </Suspense>
  );
}

function OfKind(slot: LearnSlot) {
  switch (slot.lesson.body.kind) {
    case 'text':
      return <TextLesson {...slot} body={slot.lesson.body} />;
    case 'link':
      return <LinkLesson {...slot} body={slot.lesson.body} />;
    case 'video':
      return <VideoLesson {...slot} />;
    case 'quiz':
      return <QuizLesson {...slot} />;
    case 'assignment':
      return <AssignmentLesson {...slot} />;
  }
}
