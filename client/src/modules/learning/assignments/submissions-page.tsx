import '../words';

/** What was handed in for one assignment. */
export function SubmissionsPage() {
  return null;
}
