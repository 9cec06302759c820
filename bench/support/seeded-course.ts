import { createHash } from 'node:crypto';
import type { Db } from 'mongodb';
import { derivedId } from '../../server/src/platform/database/derived-id';

/** Written past the server, as it keeps them: making courses is not what is measured with them. */
export interface SeededCourse {
  districtId: string;
  schoolId: string;
  courseId: string;
  lessons: { id: string; kind: string; title: string; required: boolean; release: [] }[];
}

export const seededAt = Date.parse('2026-07-30T08:00Z');

/** The same id for the same word. */
export function idOf(what: string): string {
  return createHash('sha256').update(`bench ${what}`).digest('hex').slice(0, 24);
}

/** A published course of the teacher. */
export async function seedCourse(
  database: Db,
  { personId, schoolId }: { personId: string; schoolId: string },
  { kind, count }: { kind: string; count: number },
): Promise<SeededCourse> {
  const school = await database
    .collection<{ _id: string; districtId: string }>('schools')
    .findOne({ _id: schoolId });
  if (school === null) throw new Error('the school is not there');
  const { districtId } = school;
  const courseId = idOf('course');
  const lessons = Array.from({ length: count }, (_, n) => ({
    ...{ id: idOf(`lesson ${n}`), kind, title: `Lesson ${n + 1}`, required: true, release: [] as [] },
  }));
  const modules = [{ id: idOf('module'), title: 'One', lessons }];
  await database.collection<{ _id: string }>('courses').insertOne({
    ...{ _id: courseId, districtId, schoolId, title: 'Fractions', summary: '', subject: 'Mathematics' },
    ...{ state: 'published', teacherIds: [personId], startsOn: '2026-05-01', endsOn: '2026-09-30' },
    ...{ certificate: false, discussion: false, draft: modules, live: modules, version: 1 },
    ...{ changedBy: personId, changed: false, publishedAt: seededAt, editions: 1, classIds: [], grading: {} },
    ...{ createdBy: personId, createdAt: seededAt, updatedAt: seededAt },
  });
  return { districtId, schoolId, courseId, lessons };
}

/** Somebody who learns in it and has done nothing yet. */
export function seededLearner(
  { districtId, schoolId, courseId }: SeededCourse,
  personId: string,
  name: string,
) {
  return {
    ...{ _id: derivedId('course enrolment', courseId, personId), districtId, schoolId, courseId, personId },
    ...{ name, by: ['person'], active: true, enrolledAt: seededAt, endedAt: null as number | null },
    ...{ done: {} as Record<string, number>, scores: {} as Record<string, number>, watched: {} },
    ...{ doneCount: 0, share: 0, score: null as number | null, countedFor: 1, seconds: 0 },
    ...{ lastLessonId: null as string | null, lastAt: null as number | null },
    completedAt: null as number | null,
  };
}
