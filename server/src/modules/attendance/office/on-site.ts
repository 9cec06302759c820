import { categoryOf, countsAsPresent, type OnSite } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { classNameOf, timetableOf } from '../../schools';
import { ensureCodesOf } from '../code-sets';
import { registers, type MarkedRegister } from '../register.repository';
import { openRollcall } from './rollcall';

type Person = OnSite['people'][number];

/** Everybody on a roll today: where the last lesson that was marked saw them. Gone early and out for school are away. */
export async function onSite(ctx: Context, schoolId: string): Promise<OnSite> {
  const timetable = await timetableOf(ctx, schoolId);
  const { districtId, timeZone, name: schoolName } = timetable.school;
  ctx.authorize('rollcall:run', { districtId, schoolId });
  const wall = wallClock(ctx.now(), timeZone);
  const [today, rollcall] = await Promise.all([
    registers(ctx).marksOf(schoolId, wall.date),
    openRollcall(ctx, timetable.school),
  ]);
  await ensureCodesOf(today);
  const seen = lastSeen(today.filter((register) => register.starts <= wall.time));
  const all = [...new Set(today.flatMap((register) => register.marks.map((mark) => mark.pupil)))];
  const names = await namesOf(all, districtId, ctx.platform);
  const people = all.map((personId): Person => {
    const found = seen.get(personId);
    const name = names[personId] ?? '';
    if (found === undefined) return { personId, name, state: 'unknown', seen: null };
    const { register, code } = found;
    const category = categoryOf(register.codeSet, code);
    const there = countsAsPresent(category) && category !== 'early' && category !== 'elsewhere';
    const { classId, room, starts } = register;
    const lesson = { className: classNameOf(timetable, classId), room, starts, code };
    return { personId, name, state: there ? 'onSite' : 'away', seen: lesson };
  });
  return {
    ...{ schoolId, schoolName, now: ctx.now(), timeZone, rollcall },
    people: people.sort((a, b) => a.name.localeCompare(b.name)),
  };
}

function lastSeen(registersSoFar: readonly MarkedRegister[]) {
  const seen = new Map<string, { register: MarkedRegister; code: string }>();
  for (const register of [...registersSoFar].sort((a, b) => a.starts.localeCompare(b.starts)))
    for (const { pupil, code } of register.marks) if (code !== null) seen.set(pupil, { register, code });
  return seen;
}
