import {
  categories,
  categoryOf,
  codeLabel,
  noCounts,
  systemId,
  type Category,
  type Mark,
} from '@quad/shared/attendance';
import { weekOf, zonedTime } from '@quad/shared/platform';
import type { Timetable } from '../../schools';
import { eachSchool, schoolColumns } from './each-school';
import type { Asked, Report, Row } from './report';
import { pupilColumns, ReportPeople } from './report-people';
import { expectedMarks, registerDays, type ReportRegister } from './report-registers';

const columns = [
  ...[...schoolColumns, 'date', 'week', 'class_code', 'class', 'period', 'starts', 'ends'],
  ...[...pupilColumns, 'code', 'label', 'category', 'minutes', 'set_by', 'set_at', 'marks'],
];

/** Every mark there is. Notes go to the school's own office only. */
export async function registerReport(asked: Asked): Promise<Report> {
  const [schoolId, another] = asked.schoolIds;
  const mayReadNotes =
    another === undefined &&
    asked.ctx.actor.memberships.some(
      (m) => m.schoolId === schoolId && (m.role === 'office' || m.role === 'schoolAdmin'),
    );
  const expected = await Promise.all(asked.schoolIds.map((id) => expectedMarks(asked, id)));
  const counts = noCounts();
  return {
    columns: mayReadNotes ? [...columns.slice(0, -1), 'note', 'marks'] : columns,
    expected: expected.reduce((a, b) => a + b, 0),
    rows: eachSchool(asked, (timetable) => rowsOf(asked, timetable, { mayReadNotes, counts })),
    totals: () =>
      [...categories, 'unmarked' as const].map((category) => ({ category, marks: counts[category] })),
  };
}

interface Options {
  mayReadNotes: boolean;
  counts: Record<Category | 'unmarked', number>;
}

async function* rowsOf(
  asked: Asked,
  timetable: Timetable,
  { mayReadNotes, counts }: Options,
): AsyncGenerator<Row> {
  const { _id: schoolId, districtId, timeZone } = timetable.school;
  const people = new ReportPeople(districtId);
  const classes = new Map(timetable.classes.map((each) => [each._id, each]));
  for await (const { registers } of registerDays(asked, schoolId, { withLog: true })) {
    await people.learn(
      registers.flatMap(({ marks, log }) => [...marks.map((m) => m.pupil), ...settersOf(marks, log)]),
    );
    for (const register of registers) {
      const { classId, date, periodName, starts, ends, codeSet, marks, log } = register;
      const held = classes.get(classId);
      const lesson = {
        ...{ date, week: weekOf(date), class_code: held?.code ?? '', class: held?.name ?? '' },
        ...{ period: periodName, starts, ends },
      };
      const shown = remembering((at: number) => zonedTime(at, timeZone));
      const order = people.inOrder(marks.map((mark) => mark.pupil));
      const byPupil = new Map(marks.map((mark) => [mark.pupil, mark]));
      for (const pupil of order) {
        const mark = byPupil.get(pupil);
        if (mark === undefined) continue;
        const category = categoryOf(codeSet, mark.code);
        counts[category] += 1;
        const set = log?.[mark.ver - 1];
        yield {
          ...lesson,
          ...people.columns(pupil),
          ...{ code: mark.code, label: mark.code === null ? null : codeLabel(codeSet, mark.code), category },
          minutes: mark.minutes ?? null,
          set_by: set === undefined ? null : nameOf(people, set.by),
          set_at: set === undefined ? null : shown(set.tw),
          ...(mayReadNotes && { note: mark.note ?? null }),
          marks: 1,
        };
      }
    }
  }
}

/** Most marks of a register are set at one moment, and to write one as the wall shows it takes longer than the row. */
function remembering(write: (at: number) => string): (at: number) => string {
  const known = new Map<number, string>();
  return (at) => {
    const text = known.get(at) ?? write(at);
    known.set(at, text);
    return text;
  };
}

function nameOf(people: ReportPeople, id: string): string {
  return id === systemId ? 'Quad' : people.get(id).formal;
}

function settersOf(marks: readonly Pick<Mark, 'ver'>[], log: ReportRegister['log'] = []): string[] {
  return marks.flatMap(({ ver }) => log[ver - 1]?.by ?? []);
}
