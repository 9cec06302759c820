import { isWithin } from '../../../platform/database/collection';
import { everyDay } from '@quad/shared/platform';
import { spellsOf } from '../../identity';
import { dayKindOn, hasLessons, type Timetable } from '../../schools';
import { dayOn } from '../../../platform/http/day';
import type { Asked } from './report';

interface Spell {
  from: string;
  to: string | null;
}

/** The session days of a school within a range, and who was its pupil on each. */
export class EnrolledDays {
  readonly #sessions: ReadonlySet<string>;
  readonly #spells = new Map<string, Spell[]>();

  constructor(sessions: Iterable<string>, spells: readonly (Spell & { personId: string })[]) {
    this.#sessions = new Set(sessions);
    for (const spell of spells)
      this.#spells.set(spell.personId, [...(this.#spells.get(spell.personId) ?? []), spell]);
  }

  /** The session days, without today's as long as no register of it was taken. */
  sessions(today: string, isTodayTaken: boolean): string[] {
    return [...this.#sessions].filter((date) => date < today || isTodayTaken);
  }

  countOn(date: string): number {
    return [...this.#spells.values()].filter((spells) => spells.some((spell) => isWithin(spell, date)))
      .length;
  }

  isEnrolled(pupil: string, date: string): boolean {
    const spells = this.#spells.get(pupil) ?? [];
    return this.#sessions.has(date) && spells.some((spell) => isWithin(spell, date));
  }
}

/** @returns the session days up to today by the school's calendar */
export async function enrolledDays({ ctx, from, to }: Asked, timetable: Timetable): Promise<EnrolledDays> {
  const { _id: schoolId, districtId, timeZone } = timetable.school;
  const today = dayOn(ctx.now(), timeZone);
  const last = to < today ? to : today;
  const sessions = everyDay(from, last).filter((date) => hasLessons(dayKindOn(timetable, date)));
  return new EnrolledDays(sessions, await spellsOf('student', { districtId, schoolId }, { from, to: last }));
}
