import type { UploadState } from './uploads';

/** A guess from less is none. */
const leastMs = 3_000;

/** How long it will still take at the pace so far; null when that cannot be said yet. @param now device time, ms */
export function leftOf(
  { bytes, sent, since }: Pick<UploadState, 'bytes' | 'sent' | 'since'>,
  now: number,
): { unit: 'seconds' | 'minutes'; count: number } | null {
  if (since === null || now - since.at < leastMs || sent <= since.sent) return null;
  const seconds = ((bytes - sent) / (sent - since.sent)) * ((now - since.at) / 1_000);
  if (seconds >= 90) return { unit: 'minutes', count: Math.round(seconds / 60) };
  return { unit: 'seconds', count: Math.max(5, Math.ceil(seconds / 5) * 5) };
}
