import { lazy, Suspense } from 'react';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import type { EditSlot } from './edit-slot';

// each kind brings its own editor, and no lesson needs two
const TextEditor = lazy(async () => ({ default: (await import('./text-editor')).TextEditor }));
const LinkEditor = lazy(async () => ({ default: (await import('./link-editor')).LinkEditor }));
const VideoEditor = lazy(async () => ({ default: (await import('../video/video-editor')).VideoEditor }));
const QuizEditor = lazy(async () => ({ default: (await import('../quizzes/quiz-editor')).QuizEditor }));
const AssignmentEditor = lazy(async () => ({
  default: (await import('../assignments/assignment-editor')).AssignmentEditor,
}));

/** The editor for this kind of lesson. */
export function LessonBodyEditor(slot: EditSlot) {
  return (
    <Suspense fallback={<SkeletonRows heights={[320]} />}>
      <OfKind {...slot} />
    </Suspense>
  );
}

function OfKind({ body, ...slot }: EditSlot) {
  switch (body.kind) {
    case 'text':
      return <TextEditor {...slot} body={body} />;
    case 'link':
      return <LinkEditor {...slot} body={body} />;
    case 'video':
      return <VideoEditor {...slot} body={body} />;
    case 'quiz':
      return <QuizEditor {...slot} body={body} />;
    case 'assignment':
      return <AssignmentEditor {...slot} body={body} />;
  }
}
