import '../words';

/** The courses somebody teaches or looks after. */
export function CoursesPage() {
  return null;
}
