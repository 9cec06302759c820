import { codesOf } from '@quad/shared/attendance';
import { timetableOf, type Timetable } from '../../schools';
import { ensureCodes } from '../code-sets';
import { eachSchool, schoolColumns } from './each-school';
import { addSession, noSessions, sessionFigures, sessionsOf, type SessionSums } from './england-sessions';
import { expectedPupils } from './expected-pupils';
import { ClassPupils, marksByPupil } from './pupil-days';
import { percent, Totals, type Asked, type Report, type Row } from './report';
import { pupilColumns, ReportPeople } from './report-people';
import { registerDays } from './report-registers';

const percentages = ['attended_percentage', 'authorised_percentage', 'unauthorised_percentage'] as const;

/** England’s session summary, a row a pupil. Any code set will do: it goes by categories, and each letter has its column. */
export async function englandReport(asked: Asked): Promise<Report> {
  const letters = await lettersOf(asked);
  const totals = new Totals<string>([...sessionFigures, ...letters.map(columnOf), otherCodes]);
  return {
    columns: [
      ...[...schoolColumns, ...pupilColumns, ...sessionFigures, ...percentages, 'persistent', 'severe'],
      ...[...letters.map(columnOf), otherCodes],
    ],
    expected: await expectedPupils(asked),
    rows: eachSchool(asked, (timetable) => rowsOf(asked, timetable, totals)),
    totals: () => [{ ...totals.sums, ...shares({ ...noSessions(), ...totals.sums }) }],
  };
}

const otherCodes = 'code_other';
const columnOf = (letter: string): string => `code_${letter}`;

/** Of the codes in use now; what an older set called otherwise is counted as other. */
async function lettersOf({ ctx, schoolIds }: Asked): Promise<string[]> {
  const letters = new Set<string>();
  for (const schoolId of schoolIds) {
    const { codeSet } = (await timetableOf(ctx, schoolId)).school;
    await ensureCodes(codeSet);
    for (const { letter } of codesOf(codeSet)) letters.add(letter);
  }
  return [...letters];
}

interface Sum {
  sessions: SessionSums;
  codes: Record<string, number>;
}

async function* rowsOf(asked: Asked, timetable: Timetable, totals: Totals<string>): AsyncGenerator<Row> {
  const { _id: schoolId, districtId } = timetable.school;
  const sums = new Map<string, Sum>();
  const inClass = new ClassPupils(asked.classId);
  const noCodes = Object.fromEntries(
    totals.columns.filter((column) => column.startsWith('code_')).map((column) => [column, 0]),
  );
  for await (const day of registerDays({ ...asked, classId: undefined }, schoolId)) {
    inClass.see(day);
    for (const [pupil, marks] of marksByPupil(day)) {
      const sum = sums.get(pupil) ?? { sessions: noSessions(), codes: { ...noCodes } };
      for (const session of sessionsOf(marks)) {
        addSession(sum.sessions, session);
        const column = columnOf(session.code) in noCodes ? columnOf(session.code) : otherCodes;
        sum.codes[column] = (sum.codes[column] ?? 0) + 1;
      }
      sums.set(pupil, sum);
    }
  }
  const people = new ReportPeople(districtId);
  const wanted = [...sums.keys()].filter((pupil) => inClass.has(pupil));
  await people.learn(wanted);
  for (const pupil of people.inOrder(wanted)) {
    const { sessions, codes } = sums.get(pupil) ?? { sessions: noSessions(), codes: noCodes };
    const counted: Record<string, number> = { ...sessions, ...codes };
    totals.add(counted);
    const missed = sessions.authorised + sessions.unauthorised;
    yield {
      ...people.columns(pupil),
      ...counted,
      ...shares(sessions),
      persistent: isAtLeast(missed, sessions.possible, 10) ? 'yes' : 'no',
      severe: isAtLeast(missed, sessions.possible, 50) ? 'yes' : 'no',
    };
  }
}

function shares({ attended, authorised, unauthorised, possible }: SessionSums): Row {
  return {
    attended_percentage: percent(attended, possible),
    authorised_percentage: percent(authorised, possible),
    unauthorised_percentage: percent(unauthorised, possible),
  };
}

function isAtLeast(part: number, whole: number, percentage: number): boolean {
  return part > 0 && part * 100 >= whole * percentage;
}
