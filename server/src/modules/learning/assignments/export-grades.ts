import {
  cellText,
  columnHead,
  escapeFormula,
  hundredths,
  type GradeColumn,
  type GradeRow,
} from '@quad/shared/learning';
import type { FileAnswer } from '@quad/shared/platform';
import { stringify } from 'csv-stringify/sync';
import { byName } from '../../../platform/database/collection';
import { inBatches } from '../../../platform/database/batches';
import { dayOn } from '../../../platform/http/day';
import type { Context } from '../../../platform/http/context';
import { staffCourse } from '../course-access';
import { CourseEnrolmentModel } from '../course.model';
import { zoneOf } from './assignment-of';
import { gradeBookOf, rowsOf, type GradeBook, type Learner } from './grade-book';

export const learnerHead = 'learner';

/** The grades of everybody who learns now, by name, as a file that can be brought in again. */
export async function exportGrades(ctx: Context, courseId: string): Promise<FileAnswer> {
  const course = await staffCourse(ctx, courseId, 'course:read');
  const { districtId } = course;
  const filter = { courseId, active: true, districtId };
  const [book, timeZone, rows] = await Promise.all([
    gradeBookOf(course),
    zoneOf(course, ctx.platform),
    CourseEnrolmentModel.countDocuments(filter).collation(byName),
  ]);
  const learners = CourseEnrolmentModel.find(filter, { personId: 1, name: 1, scores: 1 })
    .collation(byName)
    .sort({ name: 1, _id: 1 })
    .lean()
    .cursor({ batchSize: perChunk });
  const name = `grades-${dayOn(ctx.now(), timeZone)}.csv`;
  return { type: 'text/csv; charset=utf-8', name, rows, content: csvOf(book, learners) };
}

const perChunk = 200;

async function* csvOf(
  book: GradeBook,
  learners: AsyncIterable<unknown> & { close(): Promise<void> },
): AsyncGenerator<string> {
  yield lines([headOf(book.columns)]);
  for await (const batch of inBatches<Learner>(learners, perChunk))
    yield lines((await rowsOf(book, batch)).map(lineOf));
}

function headOf(columns: readonly GradeColumn[]): string[] {
  return [learnerHead, 'name', ...columns.map(columnHead), 'total'];
}

function lineOf({ personId, name, cells, total }: GradeRow): string[] {
  const percent = total === null ? '' : `${hundredths(total * 100)} %`;
  return [personId, escapeFormula(name), ...cells.map(cellText), percent];
}

function lines(rows: string[][]): string {
  return stringify(rows, { record_delimiter: '\r\n' });
}
