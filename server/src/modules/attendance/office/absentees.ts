import {
  categoryOf,
  isUnexplained,
  type Absentee,
  type Absentees,
  type Category,
} from '@quad/shared/attendance';
import { pageOf, pageSize, wallClock } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { classNameOf, timetableOf, type Timetable } from '../../schools';
import { codesFor, ensureCodesOf } from '../code-sets';
import { registers, type MarkedRegister } from '../register.repository';

type Kind = 'unexplained' | 'absent' | 'late';
interface Asked {
  date?: string | undefined;
  kind?: Kind | undefined;
  q?: string | undefined;
  page?: number | undefined;
}

const categoriesOf: Record<Kind, readonly Category[]> = {
  unexplained: ['absent'],
  absent: ['absent', 'excused'],
  late: ['late'],
};

/** Who is not there, or came late, on a day, by name; each with the lessons it is about. */
export async function absentees(ctx: Context, schoolId: string, asked: Asked): Promise<Absentees> {
  const timetable = await timetableOf(ctx, schoolId);
  const { districtId, timeZone, codeSet } = timetable.school;
  ctx.authorize('day:read', { districtId, schoolId });
  const date = asked.date ?? wallClock(ctx.now(), timeZone).date;
  const [taken, codes] = await Promise.all([registers(ctx).marksOf(schoolId, date), codesFor(codeSet)]);
  await ensureCodesOf(taken);
  const lessons = lessonsMissed(timetable, taken, asked.kind ?? 'absent');
  const names = await namesOf([...lessons.keys()], districtId, ctx.platform);
  const wanted = [...lessons]
    .map(([pupil, of]) => ({ pupil, name: names[pupil] ?? '', ...of }))
    .filter(({ name }) => name.toLocaleLowerCase().includes(asked.q?.toLocaleLowerCase() ?? ''))
    .sort((a, b) => Number(b.unexplained) - Number(a.unexplained) || a.name.localeCompare(b.name));
  const { page, pages, skip } = pageOf(wanted.length, asked.page);
  return {
    ...{ date, now: ctx.now(), timeZone, codeSet, ...codes },
    ...{ rows: wanted.slice(skip, skip + pageSize), page, pages, total: wanted.length },
  };
}

function lessonsMissed(
  timetable: Timetable,
  taken: readonly MarkedRegister[],
  kind: Kind,
): Map<string, Pick<Absentee, 'unexplained' | 'lessons'>> {
  const found = new Map<string, Pick<Absentee, 'unexplained' | 'lessons'>>();
  for (const { _id: registerId, classId, starts, codeSet, marks } of taken)
    for (const { pupil, code, minutes, note, ver } of marks) {
      const category = categoryOf(codeSet, code);
      const unexplained = isUnexplained(codeSet, code);
      if (code === null || category === 'unmarked' || !categoriesOf[kind].includes(category)) continue;
      if (kind === 'unexplained' && !unexplained) continue;
      const known = found.get(pupil) ?? { unexplained: false, lessons: [] };
      known.unexplained ||= unexplained;
      known.lessons.push({
        ...{ registerId, className: classNameOf(timetable, classId), starts, code, ver },
        ...(minutes === undefined ? {} : { minutes }),
        ...(note === undefined ? {} : { note }),
      });
      found.set(pupil, known);
    }
  for (const { lessons } of found.values()) lessons.sort((a, b) => a.starts.localeCompare(b.starts));
  return found;
}
