import '../words';

/** A course as those see it who make it: its outline, and the way to everything else. */
export function CoursePage() {
  return null;
}
