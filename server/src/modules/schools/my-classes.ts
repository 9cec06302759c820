import { isWithin } from '../../platform/database/collection';
import type { MyClass } from '@quad/shared/schools';
import type { Context } from '../../platform/http/context';
import { dayOn } from '../../platform/http/day';
import { namesOf } from '../identity';
import { rollOn, teachersOn } from './rolls';
import { timetableOf } from './timetable';

interface Held {
  classId: string;
  schoolId: string;
  /** when it goes back to its teachers; null for one's own */
  until: number | null;
}

/** The classes the actor teaches today or has been handed for now, by name. */
export async function myClasses(ctx: Context): Promise<MyClass[]> {
  ctx.authorize('class:own', { personId: ctx.actor.personId });
  const date = dayOn(ctx.now(), ctx.district.timeZone);
  const classes = await Promise.all(heldNow(ctx, date).map((held) => present(ctx, held, date)));
  return classes.flat().sort((a, b) => a.name.localeCompare(b.name));
}

/** A class that one teaches anyway is not covered. */
function heldNow(ctx: Context, date: string): Held[] {
  const { teaches, covers } = ctx.actor;
  const own = teaches.filter((spell) => isWithin(spell, date));
  const now = ctx.now();
  const handed = covers.filter(({ from, to, classId }) => {
    return from <= now && now < to && !own.some((spell) => spell.classId === classId);
  });
  return [
    ...own.map((spell) => ({ ...spell, until: null })),
    ...handed.map((cover) => ({ ...cover, until: cover.to })),
  ];
}

async function present(ctx: Context, { classId, schoolId, until }: Held, date: string): Promise<MyClass[]> {
  const [{ school, classes }, roll, coveringFor] = await Promise.all([
    timetableOf(ctx, schoolId),
    rollOn(classId, date, ctx.platform),
    until === null ? null : teachersNamed(ctx, classId, date),
  ]);
  const found = classes.find((c) => c._id === classId);
  if (found === undefined || (found.to !== null && found.to < date) || school.archivedAt !== null) return [];
  const { code, name, subject, room } = found;
  const shown = {
    classId,
    schoolId,
    schoolName: school.name,
    code,
    name,
    subject,
    room,
    pupils: roll.length,
  };
  return [{ ...shown, coveringFor, until }];
}

async function teachersNamed(ctx: Context, classId: string, date: string): Promise<string[]> {
  const teachers = await teachersOn(classId, date, ctx.platform);
  return Object.values(await namesOf(teachers, ctx.scope.districtId, ctx.platform));
}
