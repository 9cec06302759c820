import { categoryOf, countsAsPresent, letterFor } from '@quad/shared/attendance';
import { instantOf, wallClock } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { classNameOf, timetableOf } from '../../schools';
import { ensureCodes } from '../code-sets';
import { correctMark } from '../correct-mark';
import { registers } from '../register.repository';

/** A register without an end counts as on for so long. */
const usualMinutes = 60;

/** Makes the lesson that is on late for the pupil, with its minutes, whether or not the register is closed. @throws Failure conflict */
export async function arrive(
  ctx: Context,
  schoolId: string,
  { pupilId, at }: { pupilId: string; at?: string | undefined },
) {
  const timetable = await timetableOf(ctx, schoolId);
  const { districtId, timeZone } = timetable.school;
  ctx.authorize('register:nudge', { districtId, schoolId });
  const wall = wallClock(ctx.now(), timeZone);
  const time = at ?? wall.time;
  const moment = instantOf(wall.date, time, timeZone);
  if (time > wall.time)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'at', message: 'is a time still to come' }],
    });
  const lessons = (await registers(ctx).marksOf(schoolId, wall.date))
    .filter((register) => register.marks.some((mark) => mark.pupil === pupilId))
    .map((register) => {
      const from = instantOf(wall.date, register.starts, timeZone);
      const to =
        register.ends === null ? from + usualMinutes * 60_000 : instantOf(wall.date, register.ends, timeZone);
      return { register, from, isOn: from <= moment && moment < to };
    });
  const on = lessons.filter((lesson) => lesson.isOn).sort((a, b) => b.from - a.from)[0];
  if (on === undefined) throw new Failure('conflict', `This pupil has no lesson at ${time} today.`);
  const { register, from } = on;
  await ensureCodes(register.codeSet);
  const standing = register.marks.find((mark) => mark.pupil === pupilId)?.code ?? null;
  if (countsAsPresent(categoryOf(register.codeSet, standing)))
    throw new Failure('conflict', 'This pupil is marked as being there already.');
  const code = letterFor(register.codeSet, 'late');
  if (code === undefined) throw new Failure('conflict', 'This school has no code for being late.');
  const minutes = Math.floor((moment - from) / 60_000);
  const reason = `Arrived at ${time}`;
  const { seq } = await correctMark(ctx, register._id, { pupil: pupilId, code, minutes, reason });
  const className = classNameOf(timetable, register.classId);
  return { registerId: register._id, className, code, minutes, before: standing, seq };
}
