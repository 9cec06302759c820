import '../words';

/** The grades of a course. */
export function GradebookPage() {
  return null;
}
