import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokenRules, locksOf, nextLesson, nothingDone, progressOf } from './release';
import { lessonsOf, type Lesson, type ReleaseRule } from './structure';

const idOf = (n: number): string => String(n).padStart(24, '0');
const aLesson = (n: number, release: ReleaseRule[] = [], required = true): Lesson => ({
  ...{ id: idOf(n), kind: 'video', title: `Lesson ${n}`, required, release },
});
const course = (...lessons: Lesson[]) => [{ id: idOf(900), title: 'One', lessons }];

describe('a lesson', () => {
  it('opens at its moment, not before', () => {
    const lesson = aLesson(1, [{ kind: 'from', at: 1_000 }]);
    expect(locksOf(lesson, course(lesson), nothingDone, 999)).toEqual([{ kind: 'from', at: 1_000 }]);
    expect(locksOf(lesson, course(lesson), nothingDone, 1_000)).toEqual([]);
  });

  it('waits for every required lesson before it, in other modules too, and says for which first', () => {
    const [one, extra, three] = [aLesson(1), aLesson(2, [], false), aLesson(3, [{ kind: 'previous' }])];
    const whole = [...course(one, extra), { id: idOf(901), title: 'Two', lessons: [three] }];
    expect(locksOf(three, whole, nothingDone, 0)).toEqual([{ kind: 'previous', waitsFor: one.id }]);
    expect(locksOf(three, whole, { ...nothingDone, done: { [one.id]: 5 } }, 0)).toEqual([]);
  });

  it('waits for a score and for a share of a video', () => {
    const asks: ReleaseRule[] = [
      { kind: 'score', lessonId: idOf(1), share: 0.5 },
      { kind: 'watched', lessonId: idOf(2), share: 0.9 },
    ];
    const lesson = aLesson(3, asks);
    const whole = course(aLesson(1), aLesson(2), lesson);
    expect(locksOf(lesson, whole, nothingDone, 0)).toEqual(asks);
    const facts = { done: {}, scores: { [idOf(1)]: 0.5 }, watched: { [idOf(2)]: 0.89 } };
    expect(locksOf(lesson, whole, facts, 0)).toEqual([asks[1]]);
  });

  it('cannot wait for itself, for a later one or for one that is not there', () => {
    const later: ReleaseRule = { kind: 'score', lessonId: idOf(2), share: 0.5 };
    const nowhere: ReleaseRule = { kind: 'watched', lessonId: idOf(77), share: 0.5 };
    expect(brokenRules(course(aLesson(1, [later, nowhere]), aLesson(2, [later])))).toEqual([
      { lessonId: idOf(1), rule: 0 },
      { lessonId: idOf(1), rule: 1 },
      { lessonId: idOf(2), rule: 0 },
    ]);
  });
});

const courses = fc
  .array(fc.record({ required: fc.boolean(), previous: fc.boolean() }), { minLength: 1, maxLength: 12 })
  .map((all) =>
    course(
      ...all.map(({ required, previous }, n) => aLesson(n, previous ? [{ kind: 'previous' }] : [], required)),
    ),
  );

it('whoever does what is next each time finishes the course, and doing more never closes what was open', () => {
  fc.assert(
    fc.property(courses, (whole) => {
      const done: Record<string, number> = {};
      const open = () =>
        lessonsOf(whole)
          .filter((lesson) => locksOf(lesson, whole, { ...nothingDone, done }, 0).length === 0)
          .map(({ id }) => id);
      for (;;) {
        const before = open();
        const next = nextLesson(whole, { ...nothingDone, done }, 0);
        if (next === null) break;
        done[next] = 1;
        expect(open()).toEqual(expect.arrayContaining(before));
      }
      const { done: count, of } = progressOf(whole, { done });
      expect(count).toBe(of);
    }),
  );
});
