import type { Db } from 'mongodb';
import { generatedNames } from '../support/names';
import { seeded } from '../support/seeded';
import { idOf, seedCourse, seededAt, seededLearner } from '../support/seeded-course';
import type { Teacher } from './class-saves.school';

const day = 86_400_000;
const batch = 5_000;
const lessonCount = 20;

/** A course with so many learners, who have come to wherever they have. @returns the course */
export async function seedLearners(
  database: Db,
  teacher: Pick<Teacher, 'personId' | 'schoolId'>,
  count: number,
): Promise<string> {
  const course = await seedCourse(database, teacher, { kind: 'text', count: lessonCount });
  const random = seeded('learners');
  const ids = course.lessons.map(({ id }) => id);
  const documents = generatedNames(count, 'learners').map(({ givenName, familyName }, n) => {
    const begun = random() < 0.9;
    const doneCount = begun ? Math.floor(random() * (lessonCount + 1)) : 0;
    const score = begun && random() < 0.8 ? random() : null;
    return {
      ...seededLearner(course, idOf(`person ${n}`), `${familyName}, ${givenName}`),
      done: Object.fromEntries(ids.slice(0, doneCount).map((id) => [id, seededAt])),
      scores: score === null ? {} : { [ids[0] ?? '']: score },
      ...{ doneCount, share: doneCount / lessonCount, score, seconds: Math.floor(random() * 40_000) },
      lastLessonId: begun ? (ids[Math.max(0, doneCount - 1)] ?? null) : null,
      lastAt: begun ? seededAt - Math.floor(random() * 20 * day) : null,
      completedAt: doneCount === lessonCount ? seededAt : null,
    };
  });
  const enrolments = database.collection<{ _id: string }>('course_enrolments');
  for (let from = 0; from < count; from += batch)
    await enrolments.insertMany(documents.slice(from, from + batch), { ordered: false });
  return course.courseId;
}
