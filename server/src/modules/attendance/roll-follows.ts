import { wallClock } from '@quad/shared/platform';
import { versionOf } from '../../platform/database/position';
import { documentOf } from '../../platform/database/document-of';
import type { Subscriber } from '../../platform/module';
import { districtOf, isEnrolled, loadTimetable } from '../schools';
import { actAsSystem } from './act-as-system';
import { RegisterModel, type RegisterRecord } from './register.model';

interface Enrolled {
  districtId: string;
  schoolId: string;
  classId: string;
  pupilId: string;
  to: string | null;
}

/**
 * A register that exists follows an enrolment that came or ended since: a `roll` entry by Quad, today and later, never for days
 * that are over. Only the pupil the change is about: a guest the office has put on a roll stays.
 */
export const rollSubscriber: Subscriber = {
  collections: ['enrolments'],
  works: true,
  async handle(change, platform) {
    const enrolment = documentOf(change) as Enrolled | null;
    if (enrolment === null || change.clusterTime === undefined) return;
    const { districtId, schoolId, classId, pupilId } = enrolment;
    const timetable = await loadTimetable(schoolId, platform);
    if (timetable === null) return;
    const now = Date.now() + (await districtOf(districtId, platform)).clockOffset;
    const today = wallClock(now, timetable.school.timeZone).date;
    // an old year brought in changes no register that is still to follow
    if (change.operationType === 'insert' && enrolment.to !== null && enrolment.to < today) return;
    const registers = await comingRegisters(districtId, schoolId, classId, today);
    for (const register of registers) {
      const onRoll = register.marks.some((mark) => mark.pupil === pupilId);
      const enrolled = await isEnrolled(classId, pupilId, register.date);
      if (onRoll === enrolled) continue;
      const changes = [{ pupil: pupilId, roll: enrolled ? ('join' as const) : ('leave' as const) }];
      const cause = `roll|${versionOf(change.clusterTime)}`;
      await actAsSystem(register, cause, [{ kind: 'roll', changes }], now, platform);
    }
  },
};

const waiting = new Map<string, Promise<RegisterRecord[]>>();
const gatherMs = 20;

/**
 * Those who ask for one class within a moment share a read that begins after it: a roster enrols a class at a time, and a
 * read that began earlier could miss a register that was born with the old roll.
 */
function comingRegisters(
  districtId: string,
  schoolId: string,
  classId: string,
  today: string,
): Promise<RegisterRecord[]> {
  const key = `${classId}|${today}`;
  const asked = waiting.get(key) ?? read();
  waiting.set(key, asked);
  return asked;

  async function read(): Promise<RegisterRecord[]> {
    await new Promise((resolve) => setTimeout(resolve, gatherMs));
    waiting.delete(key);
    return RegisterModel.find(
      { districtId, schoolId, classId, date: { $gte: today } },
      { districtId: 1, epoch: 1, seq: 1, date: 1, 'marks.pupil': 1 },
    )
      .limit(100)
      .lean<RegisterRecord[]>();
  }
}
