import { attendanceContract, type Action, type MarkChange, type Snapshot } from '@quad/shared/attendance';
import type { Api } from '../support/api';
import { classSize, registration } from '../support/generated-school';
import { openRegister } from '../support/registers';
import { namedUuid } from '../support/seeded';
import type { Session } from '../support/session';

/** A teacher at the door of the classroom, signed in, and which of the school's pupils stay away today. */
export interface Lesson {
  schoolCode: string;
  /** of the class in its school, from 1 */
  number: number;
  size: number;
  schoolId: string;
  classId: string;
  personId: string;
  session: Session;
  date: string;
  /** places in the school, 0 the first pupil of class 1 */
  absent: ReadonlySet<number>;
}

/** Takes the day's register as its teacher. @returns its marks, and whether an earlier run had taken it already */
export async function takeRegister(api: Api, lesson: Lesson): Promise<{ marks: number; already: boolean }> {
  const { session, schoolId, classId, date, personId } = lesson;
  const { register, now } = await openRegister(api, session, {
    schoolId,
    classId,
    date,
    period: registration.period,
  });
  if (register.marks.length !== lesson.size)
    throw new Error(`its roll has ${register.marks.length} pupils instead of ${lesson.size}`);
  const wanted = wantedMarks(register, lesson);
  if (isTaken(register, wanted)) return { marks: wanted.length, already: true };

  const { id: registerId, epoch, seq } = register;
  const act = (kind: 'mark' | 'close', n: number) => ({
    mid: midOf(lesson, kind),
    n,
    seen: { epoch, seq },
    at: now,
  });
  const actions: Action[] = [
    { kind: 'mark', changes: wanted, ...act('mark', 1) },
    { kind: 'close', ...act('close', 2) },
  ];
  const clientId = namedUuid(`device|${lesson.schoolCode}|${lesson.number}`);
  const body = { clientId, actorId: personId, epoch, since: seq, actions };
  const { results } = await api.call(
    attendanceContract.markRegister,
    { params: { registerId }, body },
    session,
  );
  const refused = results.find((result) => result.out !== 'applied');
  if (refused !== undefined) throw new Error(`the server answered ${refused.reason ?? refused.out} to it`);
  return { marks: wanted.length, already: false };
}

/** The same act however often it is sent, so that a repeat after a lost answer or in a second run doubles nothing. */
export function midOf(
  { schoolCode, number, date }: Pick<Lesson, 'schoolCode' | 'number' | 'date'>,
  kind: 'mark' | 'close',
): string {
  return namedUuid(`${schoolCode}|${number}|${date}|${kind}`);
}

function wantedMarks({ marks }: Snapshot, { number, absent }: Lesson): MarkChange[] {
  const first = (number - 1) * classSize;
  return marks.map(({ pupil }, place) => ({ pupil, code: absent.has(first + place) ? 'A' : 'P' }));
}

function isTaken({ status, marks }: Snapshot, wanted: readonly MarkChange[]): boolean {
  return status === 'closed' && marks.every((mark, place) => mark.code === wanted[place]?.code);
}
