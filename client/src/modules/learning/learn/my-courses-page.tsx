import '../words';

/** The courses somebody learns in. */
export function MyCoursesPage() {
  return null;
}
