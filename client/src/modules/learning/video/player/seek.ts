/** @param at s; one that is no number, as of a film that is not there yet, goes nowhere */
export function seekTo(element: HTMLVideoElement | null, at: number): void {
  if (element !== null && Number.isFinite(at)) element.currentTime = at;
}
