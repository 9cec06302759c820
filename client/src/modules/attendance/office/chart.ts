import { partOf, type Share } from './share';

export interface DayPoint extends Share {
  date: string;
  /** registers of the timetable, and those somebody took */
  expected: number;
  submitted: number;
}

/** Where the axis begins, in whole percents: at a multiple of five below the lowest day, and never a cliff out of a wrinkle. */
export function floorOf(days: readonly Share[]): number {
  const parts = days.map(partOf).filter((part) => part !== null);
  const lowest = parts.length === 0 ? 100 : Math.min(...parts) * 100;
  return Math.max(0, Math.min(80, Math.floor((lowest - 1) / 5) * 5));
}

/** An SVG path over 100 × 100 in which a day nobody submitted leaves a gap. */
export function pathOf(days: readonly Share[], floor: number): string {
  const step = days.length < 2 ? 0 : 100 / (days.length - 1);
  let open = false;
  return days
    .map((day, index) => {
      const part = partOf(day);
      if (part === null) {
        open = false;
        return '';
      }
      const x = days.length < 2 ? 50 : index * step;
      const at = `${x.toFixed(2)} ${((((1 - part) * 100) / (100 - floor)) * 100).toFixed(2)}`;
      // a day alone between gaps is drawn as a dot: a line of no length with round ends
      const command = open ? `L${at}` : `M${at}h0`;
      open = true;
      return command;
    })
    .join('');
}

/** Where a month begins among the days, as parts of the width. */
export function monthsOf(days: readonly { date: string }[]): { month: string; at: number }[] {
  const last = Math.max(1, days.length - 1);
  return days.flatMap(({ date }, index) =>
    index === 0 || days[index - 1]?.date.slice(0, 7) !== date.slice(0, 7)
      ? [{ month: date.slice(0, 7), at: index / last }]
      : [],
  );
}
