import type { Counts, Mark } from '@quad/shared/attendance';
import { scoped } from '../../../platform/database/scoped';
import { ensureCodes } from '../code-sets';
import { RegisterModel, type RegisterRecord } from '../register.model';
import type { Asked } from './report';

const fields = {
  classId: 1,
  date: 1,
  period: 1,
  periodName: 1,
  starts: 1,
  ends: 1,
  codeSet: 1,
  counts: 1,
  'marks.pupil': 1,
  'marks.code': 1,
  'marks.minutes': 1,
} as const;

/** A register as reports read it: its marks, of its log no more than who and when. */
export type ReportRegister = Pick<
  RegisterRecord,
  'classId' | 'date' | 'period' | 'periodName' | 'starts' | 'ends' | 'codeSet' | 'counts'
> & {
  marks: Pick<Mark, 'pupil' | 'code' | 'minutes' | 'note' | 'ver'>[];
  log?: { by: string; tw: number }[];
};

/** All registers of one day, in order of their bells. */
export interface RegisterDay {
  date: string;
  registers: ReportRegister[];
}

type Wanted = Pick<Asked, 'ctx' | 'from' | 'to' | 'classId'>;

const byClass = { districtId: 1, schoolId: 1, classId: 1, date: 1, period: 1 } as const;
const byDay = { districtId: 1, date: 1, schoolId: 1 } as const;

/** A school's registers (or a class's) day by day: never more than a day of them in memory. */
export async function* registerDays(
  { ctx, from, to, classId }: Wanted,
  schoolId: string,
  { withLog = false }: { withLog?: boolean } = {},
): AsyncGenerator<RegisterDay> {
  const select = withLog ? { ...fields, 'marks.note': 1, 'marks.ver': 1, 'log.by': 1, 'log.tw': 1 } : fields;
  const found = scoped<RegisterRecord>(RegisterModel, ctx.scope).stream(
    { ...filterOf(schoolId, classId), date: { $gte: from, $lte: to } },
    { select, sort: { date: 1 }, hint: classId === undefined ? byDay : byClass },
  );
  let day = null as RegisterDay | null;
  for await (const register of found) {
    await ensureCodes(register.codeSet);
    if (day?.date === register.date) {
      day.registers.push(register);
      continue;
    }
    if (day !== null) yield inOrder(day);
    day = { date: register.date, registers: [register] };
  }
  if (day !== null) yield inOrder(day);
}

/** About how many marks there are: the registers, each as long as the first ones are on average. */
export async function expectedMarks({ ctx, from, to, classId }: Wanted, schoolId: string): Promise<number> {
  const within = scoped<RegisterRecord>(RegisterModel, ctx.scope);
  const wanted = { ...filterOf(schoolId, classId), date: { $gte: from, $lte: to } };
  const [registers, some] = await Promise.all([
    within.count(wanted),
    within.find(wanted, { select: { counts: 1 }, limit: 10 }),
  ]);
  const marks = some.map(({ counts }) => rollOf(counts));
  return Math.round((registers * marks.reduce((a, b) => a + b, 0)) / Math.max(1, marks.length));
}

function filterOf(schoolId: string, classId: string | undefined) {
  return classId === undefined ? { schoolId } : { schoolId, classId };
}

function rollOf(counts: Counts): number {
  return Object.values(counts).reduce((a, b) => a + b, 0);
}

function inOrder({ date, registers }: RegisterDay): RegisterDay {
  const key = ({ starts, classId, period }: ReportRegister): string => `${starts} ${classId} ${period}`;
  return { date, registers: registers.sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}
