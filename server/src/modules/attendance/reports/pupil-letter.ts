import {
  categoryOf,
  codeLabel,
  sumOfDays,
  type Category,
  type LessonMark,
  type PupilDay,
} from '@quad/shared/attendance';
import { zonedTime, type FileAnswer } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { timetableOf } from '../../schools';
import { pupilDay } from '../summaries/pupil-day';
import { ensureCodes } from '../code-sets';
import { pupilFor } from '../families/pupils';
import { registers } from '../register.repository';
import { letterPdf, type Letter, type LetterDay } from './letter-pdf';

interface FoundMark {
  date: string;
  starts: string;
  ends: string | null;
  codeSet: string;
  periodName: string;
  mark: { code: string | null; minutes?: number };
}

/** What the school says to a family about a child’s attendance. Notes stay inside: staff wrote them for staff. */
export async function pupilLetter(
  ctx: Context,
  pupilId: string,
  { from, to }: { from: string; to: string },
): Promise<FileAnswer> {
  const { pupil, name, schoolId } = await pupilFor(ctx, pupilId, 'attendance:pupil');
  const timetable = await timetableOf(ctx, schoolId);
  const { school } = timetable;
  const days = await daysOf(ctx, { pupil, schoolId, from, to });
  const asOf = zonedTime(ctx.now(), school.timeZone);
  const letter: Letter = {
    ...{
      school: school.name,
      pupil: name,
      from,
      to,
      asOf,
      timeZone: school.timeZone,
      madeBy: ctx.actor.name,
    },
    sum: sumOfDays([...days].map(([date, marks]) => pupilDay(timetable, date, marks))),
    absences: [...days].flatMap(
      ([date, marks]) => absenceOf(date, marks, pupilDay(timetable, date, marks)) ?? [],
    ),
  };
  const content = letterPdf(letter);
  return {
    type: 'application/pdf',
    name: `attendance-${name.replaceAll(' ', '-')}_${from}_${to}.pdf`,
    content,
  };
}

type LessonOfDay = LessonMark & { periodName: string };

async function daysOf(
  ctx: Context,
  { pupil, schoolId, from, to }: { pupil: string; schoolId: string; from: string; to: string },
): Promise<Map<string, LessonOfDay[]>> {
  const cond = { $eq: ['$$this.pupil', pupil] };
  const found = await registers(ctx).aggregate<FoundMark>(
    { schoolId, 'marks.pupil': pupil, date: { $gte: from, $lte: to } },
    [
      {
        $project: {
          ...{ _id: 0, date: 1, starts: 1, ends: 1, codeSet: 1, periodName: 1 },
          mark: { $first: { $filter: { input: '$marks', cond } } },
        },
      },
      { $sort: { date: 1, starts: 1 } },
    ],
  );
  const days = new Map<string, LessonOfDay[]>();
  for (const { date, codeSet: set, mark, ...lesson } of found) {
    await ensureCodes(set);
    const { code, minutes } = mark;
    const own = days.get(date) ?? [];
    days.set(date, [...own, { set, ...lesson, code, ...(minutes !== undefined && { minutes }) }]);
  }
  return days;
}

const told: readonly (Category | 'unmarked')[] = ['absent', 'excused', 'late', 'early'];

/** What a family should know of a day: what was missed and why, and when the child came late or left early. */
function absenceOf(date: string, marks: readonly LessonOfDay[], sum: PupilDay): LetterDay | null {
  const lessons = marks.filter(({ set, code }) => told.includes(categoryOf(set, code)));
  if (lessons.length === 0) return null;
  const reasons = new Set(
    lessons.map(({ set, code, minutes }) => {
      const label = codeLabel(set, code ?? '');
      return minutes === undefined ? label : `${label} (${minutes} min)`;
    }),
  );
  return {
    date,
    lessons: lessons.map((lesson) => lesson.periodName).join(', '),
    reasons: [...reasons].join(', '),
    missed: sum.possible - sum.attended,
  };
}
