import '../words';

/** One lesson being written. */
export function LessonEditorPage() {
  return null;
}
