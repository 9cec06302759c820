import type { ChangeStreamDocument } from 'mongodb';
import { versionOf } from '../../../platform/database/position';
import { dayOn } from '../../../platform/http/day';
import { documentOf } from '../../../platform/database/document-of';
import type { Subscriber } from '../../../platform/module';
import type { Platform } from '../../../platform/platform';
import { staleHints } from '../../../platform/realtime/stale';
import { classesOfPupil, districtOf, loadTimetable } from '../../schools';

interface Changed {
  schoolId: string;
  pupil?: string;
  classId?: string;
}

/** Tells families, teachers and the office that what they ask of one another has changed. */
export const familySubscriber: Subscriber = {
  collections: ['absences', 'alerts', 'mark_requests', 'nudges'],
  async handle(change, platform) {
    const changed = documentOf(change) as Changed | null;
    if (changed === null || change.clusterTime === undefined) return;
    const version = versionOf(change.clusterTime);
    const { schoolId, pupil, classId } = changed;
    const told = staleHints(platform);
    told.hint(`office:${schoolId}`, version);
    if (pupil !== undefined) told.hint(`pupil:${pupil}`, version);
    if (classId !== undefined) told.hint(`class:${classId}`, version);
    if (isAbsence(change) && pupil !== undefined)
      for (const each of await classesWatched(schoolId, pupil, platform)) told.hint(`class:${each}`, version);
  },
};

/** The classes whose coming registers show this pupil, where anybody of this process looks at a class at all. */
async function classesWatched(schoolId: string, pupil: string, platform: Platform): Promise<string[]> {
  if (platform.live.rooms('class:').length === 0) return [];
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return [];
  const { districtId, timeZone } = timetable.school;
  const { clockOffset } = await districtOf(districtId, platform);
  return classesOfPupil(pupil, schoolId, dayOn(Date.now() + clockOffset, timeZone));
}

function isAbsence(change: ChangeStreamDocument): boolean {
  return 'ns' in change && 'coll' in change.ns && change.ns.coll === 'absences';
}
