import { longestRange } from '@quad/shared/attendance';
import { dayCount } from '@quad/shared/platform';

/** Why the server would refuse these days; null when it would not. */
export function spanFault({ from, to }: { from: string; to: string }): 'reversed' | 'tooLong' | null {
  if (to < from) return 'reversed';
  return dayCount(from, to) >= longestRange ? 'tooLong' : null;
}
