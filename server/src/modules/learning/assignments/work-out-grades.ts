import {
  CourseEnrolmentModel,
  CourseModel,
  type CourseEnrolmentRecord,
  type CourseRecord,
} from '../course.model';
import { inBatches } from '../../../platform/database/batches';
import { gradeBookOf, rowsOf, type GradeBook, type Learner } from './grade-book';

const atOnce = 500;
const mostTries = 3;
const fields = { personId: 1, name: 1, scores: 1, grade: 1 } as const;
type Weighed = Learner & Pick<CourseEnrolmentRecord, 'grade'>;

/**
 * Works out the totals of these learners, or of everybody in the course, and writes those that are not what they should be: lists
 * are ordered by them. @returns how many there were; a second time 0
 */
export async function workOutGrades(courseId: string, personIds?: readonly string[]): Promise<number> {
  const course = await CourseModel.findById(courseId).lean<CourseRecord>();
  if (course === null) return 0;
  const book = await gradeBookOf(course);
  const whom = personIds === undefined ? {} : { personId: { $in: personIds } };
  const cursor = CourseEnrolmentModel.find({ courseId, ...whom }, fields)
    .lean()
    .cursor({ batchSize: atOnce });
  let written = 0;
  for await (const batch of inBatches<Weighed>(cursor, atOnce)) written += await settle(book, batch);
  return written;
}

/** What changed while it was worked out is read and worked out again. */
async function settle(book: GradeBook, learners: readonly Weighed[], tries = mostTries): Promise<number> {
  const totals = new Map((await rowsOf(book, learners)).map(({ personId, total }) => [personId, total]));
  const wrong = learners.filter(({ personId, grade }) => (totals.get(personId) ?? null) !== (grade ?? null));
  if (wrong.length === 0) return 0;
  const { modifiedCount } = await CourseEnrolmentModel.bulkWrite(
    wrong.map(({ _id, personId, grade }) => ({
      updateOne: {
        filter: { _id, grade: grade ?? null },
        update: { $set: { grade: totals.get(personId) ?? null } },
      },
    })),
    { ordered: false },
  );
  if (modifiedCount === wrong.length || tries === 1) return modifiedCount;
  const again = await CourseEnrolmentModel.find({ _id: { $in: wrong.map(({ _id }) => _id) } }, fields).lean<
    Weighed[]
  >();
  return modifiedCount + (await settle(book, again, tries - 1));
}
