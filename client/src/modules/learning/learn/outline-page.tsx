import '../words';

/** A course as whoever learns sees it. */
export function OutlinePage() {
  return null;
}
