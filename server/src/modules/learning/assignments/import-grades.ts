import type { GradeImportResult, GradeRow } from '@quad/shared/learning';
import { chunksOf } from '../../../platform/database/batches';
import { newId } from '../../../platform/database/connect';
import { derivedId } from '../../../platform/database/derived-id';
import { isDuplicate } from '../../../platform/database/failures';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { enrolmentId, staffCourse } from '../course-access';
import { CourseEnrolmentModel, type CourseRecord } from '../course.model';
import { gradeBookOf, rowsOf, type GradeBook, type Learner } from './grade-book';
import { GradesModel, gradesId } from './grades.model';
import { compareGrades, readGradeFile, type GradeFileChange } from './read-grade-file';
import { changeOf, setAs } from './set-grade';
import { workOutGrades } from './work-out-grades';

const mostShown = 200;
const perQuery = 500;
const reason = 'CSV';

/**
 * Says what a file would change; or, given what that answered, makes exactly these changes, all or none. Lines and cells that
 * cannot be taken are left out and said with their reason.
 */
export async function importGrades(
  ctx: Context,
  courseId: string,
  { csv, digest: expected }: { csv: string; digest: string | null },
): Promise<GradeImportResult> {
  const course = await staffCourse(ctx, courseId, 'course:edit');
  const book = await gradeBookOf(course);
  const file = await readGradeFile(csv, book.columns);
  const rows = await rowsNamed(
    book,
    file.lines.map(({ personId }) => personId),
  );
  const { changes, same, refused } = compareGrades(file, rows);
  const digest = derivedId(
    courseId,
    ...changes.map(({ row, column, was, value }) =>
      JSON.stringify([row.personId, column.lessonId, was, value]),
    ),
  );
  if (expected !== null) {
    if (expected !== digest) throw meanwhile();
    await apply(ctx, course, changes);
  }
  return {
    ...{ applied: expected !== null, changes: changes.length, same, digest },
    shown: changes.slice(0, mostShown).map(({ line, row, column, from, to }) => {
      return { line, name: row.name, title: column.title, from, to };
    }),
    ...{ refusals: refused.length, refused: refused.slice(0, mostShown) },
  };
}

async function rowsNamed(book: GradeBook, personIds: readonly string[]): Promise<Map<string, GradeRow>> {
  const { _id: courseId, districtId } = book.course;
  const rows = new Map<string, GradeRow>();
  for (const ids of chunksOf([...new Set(personIds)], perQuery)) {
    const learners = await CourseEnrolmentModel.find(
      { _id: { $in: ids.map((personId) => enrolmentId(courseId, personId)) }, districtId },
      { personId: 1, name: 1, scores: 1 },
    )
      .hint({ _id: 1 })
      .lean<Learner[]>();
    for (const row of await rowsOf(book, learners)) rows.set(row.personId, row);
  }
  return rows;
}

async function apply(
  ctx: Context,
  { _id: courseId, districtId, schoolId }: CourseRecord,
  changes: readonly GradeFileChange[],
): Promise<void> {
  const [at, by] = [ctx.now(), ctx.actor.personId];
  const writes = changes.map(({ row: { personId }, column: { lessonId }, was, value }) => {
    const step = { id: newId(), lessonId, at, by, from: was, to: value, reason };
    const update = changeOf(lessonId, value, step);
    const $setOnInsert = { districtId, schoolId, courseId, personId };
    const filter = { _id: gradesId(courseId, personId), ...setAs(lessonId, was) };
    return { updateOne: { filter, update: { ...update, $setOnInsert }, upsert: true } };
  });
  if (writes.length === 0) return;
  try {
    await inTransaction((session) =>
      GradesModel.bulkWrite(writes as Parameters<typeof GradesModel.bulkWrite>[0], { session }),
    );
  } catch (error) {
    // a grade that is set otherwise than it was read
    if (!isDuplicate(error)) throw error;
    throw meanwhile();
  }
  await workOutGrades(courseId, [...new Set(changes.map(({ row }) => row.personId))]);
}

function meanwhile(): Failure {
  return new Failure('conflict', 'Grades have changed since the file was compared. Compare it again.');
}
