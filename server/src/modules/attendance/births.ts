import { attendanceRulesOf, lockAtOf } from '@quad/shared/attendance';
import { addDays, wallClock } from '@quad/shared/platform';
import { importApplied } from '@quad/shared/schools';
import type { Job } from '../../platform/jobs/jobs';
import type { Subscriber } from '../../platform/module';
import { effect } from '../../platform/outbox/effect';
import type { Platform } from '../../platform/platform';
import {
  dangerouslyAllDistricts,
  lessonsOn,
  loadTimetable,
  nextSchoolDay,
  rollOn,
  schoolIdsOf,
} from '../schools';
import { ensureCodes } from './code-sets';
import { bornRegister, ensureRegisters } from './register.repository';

/** Makes the registers of today and of the next school day, so that a class that opens finds its register there. */
export async function openDueRegisters(platform: Platform, only?: string): Promise<void> {
  for (const district of await dangerouslyAllDistricts(platform)) {
    if (only !== undefined && district.id !== only) continue;
    const now = Date.now() + district.clockOffset;
    for (const schoolId of await schoolIdsOf(district.id)) await openForSchool(schoolId, now, platform);
  }
}

async function openForSchool(schoolId: string, now: number, platform: Platform): Promise<void> {
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return;
  const { school } = timetable;
  const today = wallClock(now, school.timeZone).date;
  const next = nextSchoolDay(timetable, today, addDays);
  const days = next === null ? [today] : [today, next];
  const born = days.flatMap((date) =>
    lessonsOn(timetable, date).map(async (lesson) => {
      const { districtId, codeSet, timeZone } = school;
      const lockAt = lockAtOf(attendanceRulesOf(school), { ...lesson, date, timeZone });
      await ensureCodes(codeSet);
      const pupils = await rollOn(lesson.classId, date, platform);
      return bornRegister({ ...lesson, districtId, schoolId, date, codeSet, lockAt }, pupils, now);
    }),
  );
  await ensureRegisters(await Promise.all(born));
}

/** A clock that was set may show another day: its registers must be there when somebody opens the page. */
export const clockSubscriber: Subscriber = {
  collections: ['districts'],
  works: true,
  handle: (change, platform) =>
    change.operationType === 'update'
      ? openDueRegisters(platform, String(change.documentKey._id))
      : undefined,
};

/** A roster or a timetable brings lessons that may be on in a moment. */
export const importedLessons = effect(
  importApplied,
  'open due registers',
  (_event, { districtId, platform }) => openDueRegisters(platform, districtId),
);

export const birthsJob: Job = { name: 'open due registers', every: '5 minutes', run: openDueRegisters };
