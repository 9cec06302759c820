import { categoryOf, codeOf, type Category, type LessonMark } from '@quad/shared/attendance';

const noon = '12:00';

interface Session {
  code: string;
  category: Category;
  /** arrived after the register had closed: an absence with minutes, England’s U */
  afterClose: boolean;
}

/**
 * Morning and afternoon of one day, each as the first register decided it that was marked and possible; where none was possible,
 * as the first that was marked. Counts the same sessions as the day rule `sessions`.
 * @param marks in order of the bells
 */
export function sessionsOf(marks: readonly LessonMark[]): Session[] {
  return [marks.filter((mark) => mark.starts < noon), marks.filter((mark) => mark.starts >= noon)].flatMap(
    (half) => {
      const marked = half.flatMap((mark) => sessionOf(mark) ?? []);
      return marked.find(({ category }) => category !== 'notRequired') ?? marked[0] ?? [];
    },
  );
}

function sessionOf({ set, code }: LessonMark): Session | null {
  const category = categoryOf(set, code);
  if (code === null || category === 'unmarked') return null;
  return { code, category, afterClose: category === 'absent' && codeOf(set, code)?.takesMinutes === true };
}

const figures = ['possible', 'attended', 'present', 'elsewhere', 'authorised', 'unauthorised'] as const;
const lateness = ['late_before_close', 'late_after_close', 'not_required'] as const;
export const sessionFigures = [...figures, ...lateness] as const;
export type SessionSums = Record<(typeof sessionFigures)[number], number>;

export function noSessions(): SessionSums {
  return {
    ...{ possible: 0, attended: 0, present: 0, elsewhere: 0, authorised: 0, unauthorised: 0 },
    ...{ late_before_close: 0, late_after_close: 0, not_required: 0 },
  };
}

/** Puts one session into the sums. Attended = present + elsewhere; late before the close and gone early are present. */
export function addSession(sums: SessionSums, { category, afterClose }: Session): void {
  if (category === 'notRequired') {
    sums.not_required += 1;
    return;
  }
  sums.possible += 1;
  if (category === 'excused') sums.authorised += 1;
  else if (category === 'absent') sums.unauthorised += 1;
  else {
    sums.attended += 1;
    sums[category === 'elsewhere' ? 'elsewhere' : 'present'] += 1;
  }
  if (category === 'late') sums.late_before_close += 1;
  if (afterClose) sums.late_after_close += 1;
}
