import { lastingFrom } from '../../../platform/database/collection';
import type { Platform } from '../../../platform/platform';
import { namesOf } from '../../identity';
import {
  ClassModel,
  LessonModel,
  TeachingModel,
  type Lesson,
  type SchoolClass,
  type Teaching,
} from '../class.model';
import { refusal } from '../refusal';
import type { School } from '../school.model';

type Planned = Omit<Lesson, '_id' | 'room' | 'districtId'> & { _id?: string };

/**
 * A class is in one lesson at a time, and so is a teacher: the latter only warns, `force` passes it. Teachers are looked up
 * within the one school; what they teach elsewhere is not seen.
 */
export async function refuseBusy(
  school: School,
  schoolClass: SchoolClass,
  lesson: Planned,
  platform: Platform,
  { force }: { force: boolean },
): Promise<void> {
  const own = await meeting(school, [schoolClass._id], lesson);
  if (own !== undefined)
    throw refusal('classBusy', { className: schoolClass.name, period: nameOf(school, own.period) });
  if (!force) await refuseBusyTeacher(school, schoolClass, lesson, platform);
}

async function refuseBusyTeacher(
  school: School,
  { _id: classId, districtId }: SchoolClass,
  lesson: Planned,
  platform: Platform,
): Promise<void> {
  const lasting = lastingFrom(lesson.from);
  const teachers = await TeachingModel.find({ classId, ...lasting })
    .limit(50)
    .lean<Teaching[]>();
  const elsewhere = await TeachingModel.find({
    personId: { $in: teachers.map(({ personId }) => personId) },
    ...{ schoolId: school._id, classId: { $ne: classId } },
    ...lasting,
  })
    .limit(1_000)
    .lean<Teaching[]>();
  const found = await meeting(
    school,
    elsewhere.map((teaching) => teaching.classId),
    lesson,
  );
  if (found === undefined) return;
  const personId = elsewhere.find((teaching) => teaching.classId === found.classId)?.personId ?? '';
  const [names, other] = await Promise.all([
    namesOf([personId], districtId, platform),
    ClassModel.findById(found.classId, { name: 1 }).lean<SchoolClass>(),
  ]);
  throw refusal('teacherBusy', { name: names[personId] ?? '', className: other?.name ?? '' });
}

/** A lesson of these classes that is on at some time of the planned one. */
async function meeting(
  { _id: schoolId, periods }: School,
  classIds: readonly string[],
  { _id, weekday, period, from, to }: Planned,
): Promise<Lesson | undefined> {
  const bell = periods.find((each) => each.period === period);
  if (bell === undefined || classIds.length === 0) return undefined;
  const atOnce = periods
    .filter((each) => each.starts < bell.ends && bell.starts < each.ends)
    .map((each) => each.period);
  const lessons = await LessonModel.find({
    ...{ schoolId, classId: { $in: classIds }, weekday, period: { $in: atOnce } },
    ...{ ...lastingFrom(from), ...(to !== null && { from: { $lte: to } }) },
  })
    .limit(1_000)
    .lean<Lesson[]>();
  const others = lessons.filter((lesson) => lesson._id !== _id);
  if (others.length === 0) return undefined;
  const over = await ClassModel.find(
    { _id: { $in: others.map(({ classId }) => classId) }, to: { $lt: from, $ne: null } },
    { _id: 1 },
  ).lean<SchoolClass[]>();
  return others.find(({ classId }) => !over.some((each) => each._id === classId));
}

function nameOf({ periods }: School, period: string): string {
  return periods.find((each) => each.period === period)?.name ?? period;
}
