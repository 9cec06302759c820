import '../words';

/** The videos of a course and the jobs that make them playable. */
export function VideosPage() {
  return null;
}
