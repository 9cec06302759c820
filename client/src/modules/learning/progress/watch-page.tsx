import '../words';

/** Who is watching now, and where learners stop. */
export function WatchPage() {
  return null;
}
