import { wallClock } from '@quad/shared/platform';
import { versionOf } from '../../platform/database/causal-read';
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
}

/**
 * A register that exists follows an enrolment that came or ended since: a `roll` entry by Quad, today and later, never for days
 * that are over. Only the pupil the change is about: a guest the office has put on a roll stays.
 */
export const rollSubscriber: Subscriber = {
  collections: ['enrolments'],
  async handle(change, platform) {
    const enrolment = documentOf(change) as Enrolled | null;
    if (enrolment === null || change.clusterTime === undefined) return;
    const { districtId, schoolId, classId, pupilId } = enrolment;
    const timetable = await loadTimetable(schoolId, platform);
    if (timetable === null) return;
    const now = Date.now() + (await districtOf(districtId, platform)).clockOffset;
    const today = wallClock(now, timetable.school.timeZone).date;
    const registers = await RegisterModel.find(
      { districtId, schoolId, classId, date: { $gte: today } },
      { districtId: 1, epoch: 1, seq: 1, date: 1, 'marks.pupil': 1 },
    )
      .limit(100)
      .lean<RegisterRecord[]>();
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
