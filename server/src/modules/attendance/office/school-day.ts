import {
  addCounts,
  isBegun,
  noCounts,
  standingAt,
  standings,
  type Counts,
  type DayRow,
  type SchoolDay,
  type Standing,
} from '@quad/shared/attendance';
import { addDays, pageOf, pageSize, wallClock } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { countBySchool, namesOf } from '../../identity';
import {
  classNameOf,
  dayKindOn,
  lessonsOn,
  rollOn,
  teachersOn,
  timetableOf,
  type Timetable,
} from '../../schools';
import { codesFor } from '../code-sets';
import { compareDays } from '../summaries/compare-days';
import { peopleAt } from '../presence';
import { registerId, registers, type DayRegister } from '../register.repository';

interface Asked {
  date?: string | undefined;
  q?: string | undefined;
  standing?: Standing | undefined;
  page?: number | undefined;
}

/** What wants somebody's attention first. */
const attention: readonly Standing[] = ['late', 'due', 'taking', 'notDue', 'closed', 'locked'];

/** Every register of a school's day: what the timetable expects and what was opened besides. */
export async function schoolDay(ctx: Context, schoolId: string, asked: Asked): Promise<SchoolDay> {
  const timetable = await timetableOf(ctx, schoolId);
  const { school } = timetable;
  ctx.authorize('day:read', { districtId: school.districtId, schoolId });
  const date = asked.date ?? wallClock(ctx.now(), school.timeZone).date;
  const [found, compare, pupils, codes] = await Promise.all([
    registers(ctx).dayOf(schoolId, date),
    compareDays(ctx, [schoolId], date, addDays(date, -7)),
    countBySchool('student', { districtId: school.districtId, schoolIds: [schoolId] }, date),
    codesFor(school.codeSet),
  ]);
  const rows = await rowsOf(ctx, timetable, date, found);
  const wanted = rows
    .filter((row) => asked.standing === undefined || row.standing === asked.standing)
    .filter((row) => matches(row, asked.q))
    .sort(byAttention);
  const { page, pages, skip } = pageOf(wanted.length, asked.page);
  return {
    ...{ schoolId, schoolName: school.name, date, now: ctx.now(), timeZone: school.timeZone },
    ...{ dayKind: dayKindOn(timetable, date), codeSet: school.codeSet, ...codes },
    counts: found.map((register) => register.counts).reduce(addCounts, noCounts()),
    onRoll: pupils.get(schoolId) ?? 0,
    registers: {
      expected: rows.filter((row) => row.standing !== 'notDue').length,
      submitted: rows.filter(({ counts }) => counts !== null && isBegun(counts)).length,
    },
    standings: tally(rows),
    compare: compare === null ? null : { ...compare, date: addDays(date, -7) },
    ...{ rows: wanted.slice(skip, skip + pageSize), page, pages, total: wanted.length },
  };
}

async function rowsOf(
  ctx: Context,
  timetable: Timetable,
  date: string,
  found: readonly DayRegister[],
): Promise<DayRow[]> {
  const { school } = timetable;
  const known = new Map(found.map((register) => [register._id, register]));
  const lessons = lessonsOn(timetable, date).map((lesson) => ({
    ...{
      lesson,
      id: registerId({ schoolId: school._id, classId: lesson.classId, date, period: lesson.period }),
    },
  }));
  const expected = new Set(lessons.map(({ id }) => id));
  const besides = found
    .filter((register) => !expected.has(register._id))
    .map((register) => ({ lesson: register, id: register._id }));
  const all = [...lessons, ...besides];
  const classIds = [...new Set(all.map(({ lesson }) => lesson.classId))];
  const [teachers, here] = await Promise.all([
    Promise.all(classIds.map(async (id) => [id, await teachersOn(id, date, ctx.platform)] as const)),
    peopleAt(
      ctx.platform,
      found.map((register) => register._id),
    ),
  ]);
  const taughtBy = new Map(teachers);
  const names = await namesOf(
    [...teachers.flatMap(([, ids]) => ids), ...found.flatMap(({ last }) => (last ? [last.by] : []))],
    school.districtId,
    ctx.platform,
  );
  return Promise.all(
    all.map(async ({ lesson, id }): Promise<DayRow> => {
      const register = known.get(id);
      const { classId, period, periodName, starts, ends, room } = lesson;
      const last = register?.last;
      return {
        ...{ registerId: id, classId, className: classNameOf(timetable, classId) },
        ...{ period, periodName, starts, ends, room },
        teachers: (taughtBy.get(classId) ?? [])
          .map((each) => names[each] ?? '')
          .filter((name) => name !== '')
          .sort(),
        pupils: register ? size(register.counts) : (await rollOn(classId, date, ctx.platform)).length,
        standing: standingAt(
          { date, starts, ends, timeZone: school.timeZone, lockAt: register?.lockAt ?? null },
          register ?? null,
          ctx.now(),
        ),
        counts: register?.counts ?? null,
        here: here.get(id) ?? [],
        last: last ? { name: names[last.by] ?? '', at: last.tw } : null,
      };
    }),
  );
}

function matches({ className, teachers, room }: DayRow, q: string | undefined): boolean {
  const wanted = q?.toLocaleLowerCase() ?? '';
  return [className, room ?? '', ...teachers].some((text) => text.toLocaleLowerCase().includes(wanted));
}

function byAttention(a: DayRow, b: DayRow): number {
  return (
    attention.indexOf(a.standing) - attention.indexOf(b.standing) ||
    a.starts.localeCompare(b.starts) ||
    a.className.localeCompare(b.className)
  );
}

function tally(rows: readonly DayRow[]): Record<Standing, number> {
  const count = (standing: Standing): number => rows.filter((row) => row.standing === standing).length;
  return Object.fromEntries(standings.map((standing) => [standing, count(standing)])) as Record<
    Standing,
    number
  >;
}

function size(counts: Counts): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}
