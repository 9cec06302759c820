import { randomUUID } from 'node:crypto';
import { registerId } from '../modules/attendance/register.repository';
import type { Browser } from './session';

export interface Place {
  districtId: string;
  schoolId: string;
  classId: string;
  pupilId: string;
}

export interface Registers {
  /** this morning's, on which everybody is absent */
  registerId: string;
  epoch: number;
  /** of the pupil's mark on it */
  ver: number;
  /** yesterday's, closed */
  closedId: string;
  /** of the day before, which was asked about */
  askedId: string;
  /** the next lesson's, on which nobody is marked */
  untakenId: string;
}

/** Taken by the teacher of the class; what was taken already stays. */
export async function registersOf(
  teacher: Browser,
  { schoolId, classId, pupilId }: Place,
): Promise<Registers> {
  const me = await teacher.must<{ personId: string }>('GET', '/api/v1/me');
  const open = async (date: string, period: string) => {
    const key = { schoolId, classId, date, period };
    const id = registerId(key);
    const opened = await teacher.must<Whole>('PUT', `/api/v1/registers/${id}`, key);
    return { id, ...opened };
  };
  const take = async (date: string, code: string, closes: boolean) => {
    const { id, epoch, head, snapshot } = await open(date, '1');
    const action = (n: number) => ({
      mid: randomUUID(),
      n,
      seen: { epoch, seq: head },
      at: Date.parse(`${date}T09:00Z`),
    });
    const changes = snapshot.marks.map(({ pupil }) => ({ pupil, code }));
    const actions = [
      { ...action(1), kind: 'mark', changes },
      ...(closes ? [{ ...action(2), kind: 'close' }] : []),
    ];
    const submission = { clientId: randomUUID(), actorId: me.personId, epoch, since: head, actions };
    if (head === 0) await teacher.must('POST', `/api/v1/registers/${id}/actions`, submission);
    return { id, epoch };
  };
  const asked = await take('2026-03-02', 'P', true);
  const closed = await take('2026-03-03', 'P', true);
  const { id, epoch } = await take('2026-03-04', 'A', false);
  const whole = await open('2026-03-04', '1');
  const ver = whole.snapshot.marks.find((mark) => mark.pupil === pupilId)?.ver ?? 0;
  const untaken = await open('2026-03-04', '2');
  return { registerId: id, epoch, ver, closedId: closed.id, askedId: asked.id, untakenId: untaken.id };
}

interface Whole {
  epoch: number;
  head: number;
  snapshot: { marks: { pupil: string; ver: number }[] };
}
