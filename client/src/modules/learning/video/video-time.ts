/** “3:12”, “1:02:09”: a place in a film, from seconds. */
export function clockWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), whole % 60];
  const ss = String(rest).padStart(2, '0');
  return hours === 0 ? `${minutes}:${ss}` : `${hours}:${String(minutes).padStart(2, '0')}:${ss}`;
}

/** The seconds “3:12”, “192” or “0:03:12.5” mean; null for anything else. */
export function placeIn(words: string): number | null {
  const parts = /^(?:(\d{1,2}):)?(?:(\d{1,4}):)?(\d{1,5}(?:\.\d{1,3})?)$/.exec(words.trim());
  if (parts === null) return null;
  const [, first, second, last] = parts;
  const [hours, minutes] =
    second === undefined ? [0, Number(first ?? 0)] : [Number(first ?? 0), Number(second)];
  const seconds = Number(last);
  return first !== undefined && seconds >= 60 ? null : hours * 3_600 + minutes * 60 + seconds;
}
