import { lessonsOf, type Lesson, type ReleaseRule, type Structure } from './structure';

/** What a learner has done in a course, by lesson. */
export interface LearnerFacts {
  /** when it was done, ms by the district's clock */
  done: Readonly<Record<string, number>>;
  /** best share of the points */
  scores: Readonly<Record<string, number>>;
  /** share of the video that was watched, as far as it is believed */
  watched: Readonly<Record<string, number>>;
}

export const nothingDone: LearnerFacts = { done: {}, scores: {}, watched: {} };

/** A rule that keeps a learner out, and for `previous` the lesson that is still to do. */
export type Lock = ReleaseRule & { waitsFor?: string };

/** Why this learner may not open the lesson yet; empty when it is open. @param now the district's clock, ms */
export function locksOf(lesson: Lesson, course: Structure, facts: LearnerFacts, now: number): Lock[] {
  return lesson.release.flatMap((rule): Lock[] => {
    switch (rule.kind) {
      case 'from':
        return now >= rule.at ? [] : [rule];
      case 'previous': {
        const waitsFor = firstUndoneBefore(lesson.id, course, facts);
        return waitsFor === undefined ? [] : [{ ...rule, waitsFor }];
      }
      case 'score':
        return (facts.scores[rule.lessonId] ?? 0) >= rule.share ? [] : [rule];
      case 'watched':
        return (facts.watched[rule.lessonId] ?? 0) >= rule.share ? [] : [rule];
    }
  });
}

function firstUndoneBefore(lessonId: string, course: Structure, { done }: LearnerFacts): string | undefined {
  const all = lessonsOf(course);
  const before = all.slice(
    0,
    all.findIndex(({ id }) => id === lessonId),
  );
  return before.find(({ id, required }) => required && done[id] === undefined)?.id;
}

/** The lesson to go on with: the first open one that is not done, or null when there is none. */
export function nextLesson(course: Structure, facts: LearnerFacts, now: number): string | null {
  const next = lessonsOf(course).find(
    (lesson) => facts.done[lesson.id] === undefined && locksOf(lesson, course, facts, now).length === 0,
  );
  return next?.id ?? null;
}

/** How far a learner has come: required lessons done, of those there are. A course that requires nothing is never finished by itself. */
export function progressOf(
  course: Structure,
  { done }: Pick<LearnerFacts, 'done'>,
): { done: number; of: number; share: number } {
  const required = lessonsOf(course).filter((lesson) => lesson.required);
  const count = required.filter(({ id }) => done[id] !== undefined).length;
  const of = required.length;
  return { done: count, of, share: of === 0 ? 0 : count / of };
}

/** Rules that could never be met: of a lesson that is not in the course, of itself, or of one that comes later and waits for this one. */
export function brokenRules(course: Structure): { lessonId: string; rule: number }[] {
  const place = new Map(lessonsOf(course).map(({ id }, at) => [id, at]));
  return lessonsOf(course).flatMap(({ id, release }) =>
    release.flatMap((each, rule) => {
      if (each.kind !== 'score' && each.kind !== 'watched') return [];
      const other = place.get(each.lessonId);
      return other === undefined || other >= (place.get(id) ?? 0) ? [{ lessonId: id, rule }] : [];
    }),
  );
}
