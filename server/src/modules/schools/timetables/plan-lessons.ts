import { addDays } from '@quad/shared/platform';
import type { Lesson } from '../class.model';

type Spell = Pick<Lesson, 'from' | 'to'>;

/** A lesson as the file wants it. */
export interface WantedLesson extends Pick<Lesson, 'classId' | 'weekday' | 'period' | 'from' | 'to'> {
  line: number;
  /** null: the file says nothing of it */
  room: string | null;
  /** whether the file itself says since when */
  isDated: boolean;
}

export interface LessonPlan {
  added: WantedLesson[];
  changed: { lesson: Lesson; wanted: WantedLesson; set: Partial<Pick<Lesson, 'from' | 'to' | 'room'>> }[];
  same: number;
  /** go on and are not wanted any more, with the last day they have */
  ended: { lesson: Lesson; to: string }[];
}

/** Whether both hold on some day; one that ended before it began holds on none. */
export function meet(a: Spell, b: Spell): boolean {
  const first = a.from > b.from ? a.from : b.from;
  return [a, b].every(({ to }) => to === null || first <= to);
}

/** Compares the lessons of one class: what stands at the same weekday and period on the same days is the same lesson. */
export function planLessons(
  wanted: readonly WantedLesson[],
  present: readonly Lesson[],
  today: string,
): LessonPlan {
  const plan: LessonPlan = { added: [], changed: [], same: 0, ended: [] };
  const taken = new Set<string>();
  for (const each of wanted) {
    const lesson = standingFor(each, present, taken, today);
    if (lesson === undefined) {
      plan.added.push(each);
      continue;
    }
    taken.add(lesson._id);
    const set = {
      ...(each.isDated && each.from < lesson.from && { from: each.from }),
      ...(each.to !== lesson.to && { to: each.to }),
      ...(each.room !== null && each.room !== lesson.room && { room: each.room }),
    };
    if (Object.keys(set).length === 0) plan.same += 1;
    else plan.changed.push({ lesson, wanted: each, set });
  }
  const yesterday = addDays(today, -1);
  plan.ended = present
    .filter((lesson) => !taken.has(lesson._id) && meet(lesson, { from: today, to: null }))
    .map((lesson) => ({ lesson, to: yesterday }));
  return plan;
}

/** One that begins on that very day, also if it was ended before it held, goes before one that holds on some day of it. */
function standingFor(
  wanted: WantedLesson,
  present: readonly Lesson[],
  taken: ReadonlySet<string>,
  today: string,
): Lesson | undefined {
  const alike = present.filter(
    ({ _id, weekday, period }) => !taken.has(_id) && weekday === wanted.weekday && period === wanted.period,
  );
  // a lesson that moves to another room some day is another lesson from that day
  const isLater = (lesson: Lesson): boolean =>
    wanted.from > today && wanted.from > lesson.from && wanted.room !== null && wanted.room !== lesson.room;
  return (
    alike.find(({ from }) => from === wanted.from) ??
    alike.find((lesson) => meet(lesson, wanted) && !isLater(lesson))
  );
}
