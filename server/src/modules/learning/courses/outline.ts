import {
  lessonsOf,
  locksOf,
  nextLesson,
  progressOf,
  type CourseOutline,
  type LearnerFacts,
  type Lesson,
  type OutlineLesson,
} from '@quad/shared/learning';
import type { Context } from '../../../platform/http/context';
import { namesOf } from '../../identity';
import { loadTimetable } from '../../schools';
import { learnerCourse, type Learning } from '../course-access';
import { silentQuizzes } from './lesson-content';

export async function courseOutline(ctx: Context, courseId: string): Promise<CourseOutline> {
  return presentOutline(ctx, await learnerCourse(ctx, courseId));
}

export async function presentOutline(ctx: Context, learning: Learning): Promise<CourseOutline> {
  const { course, enrolment, modules, facts } = learning;
  const { _id: courseId, districtId, schoolId, title, summary, subject, startsOn, endsOn } = course;
  const { certificate, discussion } = course;
  const now = ctx.now();
  const [names, timetable, shown] = await Promise.all([
    namesOf(course.teacherIds, districtId, ctx.platform),
    loadTimetable(schoolId, ctx.platform),
    shownFacts(ctx, learning),
  ]);
  return {
    ...{ courseId, schoolId, title, summary, subject, startsOn, endsOn, certificate, discussion, now },
    teachers: course.teacherIds.flatMap((id) => names[id] ?? []),
    timeZone: timetable?.school.timeZone ?? ctx.district.timeZone,
    preview: enrolment === null,
    modules: modules.map(({ id, title, lessons }) => ({
      ...{ id, title },
      lessons: lessons.map((lesson) => presentLesson(learning, lesson, shown, now)),
    })),
    ...progressOf(modules, facts),
    seconds: enrolment?.seconds ?? 0,
    nextLessonId: learning.isOpen ? nextLesson(modules, facts, now) : null,
    completedAt: enrolment?.completedAt ?? null,
  };
}

/** Whoever looks at a draft finds every lesson open, and reads what a learner would wait for in the editor. */
function presentLesson(
  { enrolment, modules, facts }: Learning,
  lesson: Lesson,
  shown: LearnerFacts,
  now: number,
): OutlineLesson {
  const { id, kind, title, required } = lesson;
  return {
    ...{ id, kind, title, required, ...factsOf(shown, id) },
    locks: enrolment === null ? [] : locksOf(lesson, modules, facts, now),
  };
}

/** What the learner may know of it: without the scores of quizzes that don't tell. */
export async function shownFacts(ctx: Context, { course, facts }: Learning): Promise<LearnerFacts> {
  if (Object.keys(facts.scores).length === 0) return facts;
  const silent = await silentQuizzes(course._id, ctx.platform);
  const isShown = ([id]: [string, number]): boolean => {
    const since = silent[id];
    return since === undefined || (since !== null && since <= ctx.now());
  };
  return { ...facts, scores: Object.fromEntries(Object.entries(facts.scores).filter(isShown)) };
}

/** What a learner has done in one lesson. */
export function factsOf(
  { done, scores, watched }: LearnerFacts,
  id: string,
): Pick<OutlineLesson, 'doneAt' | 'score' | 'watched'> {
  return { doneAt: done[id] ?? null, score: scores[id] ?? null, watched: watched[id] ?? null };
}

/** The lessons before and after, across modules. */
export function neighboursOf({ modules }: Learning, id: string): { previous?: Lesson; next?: Lesson } {
  const all = lessonsOf(modules);
  const at = all.findIndex((lesson) => lesson.id === id);
  const [previous, next] = [all[at - 1], all[at + 1]];
  return { ...(previous && { previous }), ...(next && { next }) };
}
