import '../words';

/** One lesson, to be learned. */
export function LessonPage() {
  return null;
}
