import '../words';

/** Who learns in a course, how far each has come, who is at risk. */
export function LearnersPage() {
  return null;
}
