import { formatDay } from '../../../platform/dates';

/** A day that may lie years away: “1 Sep 2025”. */
export const dayWords = (date: string): string =>
  formatDay(date, { day: 'numeric', month: 'short', year: 'numeric' });
