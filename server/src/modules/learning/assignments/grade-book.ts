import {
  gradingOf,
  hundredths,
  lessonsOf,
  pointsOf,
  totalOf,
  type CellValue,
  type GradeCell,
  type GradeColumn,
  type GradeRow,
  type Grading,
} from '@quad/shared/learning';
import {
  LessonContentModel,
  type CourseEnrolmentRecord,
  type CourseRecord,
  type LessonContentRecord,
} from '../course.model';
import { quizPoints } from '../quizzes/quiz-points';
import { GradesModel, gradesId, type GradesRecord } from './grades.model';
import { SubmissionModel, type SubmissionRecord } from './submission.model';

/** What a course grades, and how it is weighed. */
export interface GradeBook {
  course: CourseRecord;
  columns: (GradeColumn & {
    /** the learner is not told how the quiz went */
    hidden: boolean;
  })[];
  grading: Grading;
}

export const nothingSet: CellValue = { override: null, excused: false };

/** Of a quiz that asks nothing yet, so that what is set by hand has a place. */
const emptyQuiz = 10;

export async function gradeBookOf(course: CourseRecord): Promise<GradeBook> {
  const lessons = lessonsOf(course.live ?? course.draft).filter(
    ({ kind }) => kind === 'quiz' || kind === 'assignment',
  );
  const ids = lessons.map(({ id }) => id);
  const fields = ['kind', 'points', 'rubric', 'feedback'].flatMap((field) => [
    `live.${field}`,
    `draft.${field}`,
  ]);
  const [contents, quizzes] = await Promise.all([
    LessonContentModel.find(
      { _id: { $in: ids }, courseId: course._id },
      Object.fromEntries(fields.map((field) => [field, 1])),
    )
      .hint({ _id: 1 })
      .lean<LessonContentRecord[]>(),
    quizPoints(
      course,
      lessons.filter(({ kind }) => kind === 'quiz').map(({ id }) => id),
    ),
  ]);
  const bodies = new Map(contents.map(({ _id, live, draft }) => [_id, live ?? draft]));
  const columns = lessons.map(({ id: lessonId, kind, title }) => {
    const body = bodies.get(lessonId);
    const of =
      body?.kind === 'assignment' ? pointsOf(body) : hundredths(quizzes.get(lessonId) ?? 0) || emptyQuiz;
    return { lessonId, kind, title, of, hidden: body?.kind === 'quiz' && body.feedback === 'never' };
  });
  return { course, columns, grading: gradingOf(course.grading) };
}

export type Learner = Pick<CourseEnrolmentRecord, '_id' | 'personId' | 'name' | 'scores'>;

/** The rows of these learners, worked out from their quizzes, from what was returned to them and from what was set by hand. */
export async function rowsOf(book: GradeBook, learners: readonly Learner[]): Promise<GradeRow[]> {
  const { _id: courseId, districtId } = book.course;
  const personIds = learners.map(({ personId }) => personId);
  const returned = { courseId, personId: { $in: personIds }, districtId, returned: { $ne: null } };
  const [submissions, grades] = await Promise.all([
    SubmissionModel.find(returned, {
      personId: 1,
      lessonId: 1,
      'returned.points': 1,
      'returned.of': 1,
    }).lean<SubmissionRecord[]>(),
    GradesModel.find(
      { _id: { $in: personIds.map((personId) => gradesId(courseId, personId)) }, districtId },
      { personId: 1, set: 1 },
    )
      .hint({ _id: 1 })
      .lean<GradesRecord[]>(),
  ]);
  const handed = new Map(
    submissions.map(({ personId, lessonId, returned: grade }) => [`${personId} ${lessonId}`, grade]),
  );
  const set = new Map(grades.map((record) => [record.personId, record.set]));
  return learners.map(({ personId, name, scores }) => {
    const cells = book.columns.map((column) =>
      cellOf(column, set.get(personId)?.[column.lessonId] ?? nothingSet, {
        score: scores[column.lessonId],
        returned: handed.get(`${personId} ${column.lessonId}`) ?? undefined,
      }),
    );
    return { personId, name, cells, total: totalIn(book, cells) };
  });
}

interface Earned {
  /** best share of a quiz */
  score: number | undefined;
  returned: { points: number; of: number } | undefined;
}

function cellOf(
  { lessonId, kind, of }: GradeColumn,
  { override, excused }: CellValue,
  { score, returned }: Earned,
): GradeCell {
  const share =
    kind === 'quiz' ? score : returned && returned.of > 0 ? returned.points / returned.of : undefined;
  const earned = share === undefined ? null : hundredths(share * of);
  const points = override === null ? earned : Math.min(override, of);
  const from = kind === 'quiz' ? ('quiz' as const) : ('assignment' as const);
  const source = override !== null ? ('override' as const) : earned === null ? null : from;
  return { lessonId, points, earned, excused, source };
}

function totalIn({ columns, grading }: GradeBook, cells: readonly GradeCell[]): number | null {
  const of = new Map(columns.map((column) => [column.lessonId, column.of]));
  return totalOf(
    cells.map((cell) => ({ ...cell, of: of.get(cell.lessonId) ?? 0 })),
    grading,
  );
}
