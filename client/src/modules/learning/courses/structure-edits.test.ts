import { lessonsOf, type Lesson, type Structure } from '@quad/shared/learning';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedLesson, flat, neighbour, placed, putBack, removed, unmeetable } from './structure-edits';

const lesson = (id: string, release: Lesson['release'] = []): Lesson => ({
  ...{ id, kind: 'quiz', title: id, required: true, release },
});
const course: Structure = [
  { id: 'A', title: 'A', lessons: [lesson('1'), lesson('2')] },
  { id: 'B', title: 'B', lessons: [] },
  { id: 'C', title: 'C', lessons: [lesson('3', [{ kind: 'score', lessonId: '1', share: 0.5 }])] },
];
const rowOf = (modules: Structure | null): string => (modules === null ? 'null' : flat(modules).join(''));

it('moves a lesson within its module, into an empty one and to the very top', () => {
  expect(rowOf(placed('1', '2')(course))).toBe('A21BC3');
  expect(rowOf(placed('2', 'B')(course))).toBe('A1B2C3');
  expect(rowOf(placed('3', 'A')(course))).toBe('A312BC');
});

it('moves a module with all in it', () => {
  expect(rowOf(placed('C', 'A')(course))).toBe('C3A12B');
  expect(rowOf(placed('A', '3')(course))).toBe('BC3A12');
});

it('knows the step up and down, and where it ends', () => {
  expect(neighbour(course, '1', -1)).toBeNull();
  expect(neighbour(course, '2', 1)).toBe('B');
  expect(neighbour(course, '3', 1)).toBeNull();
  expect(neighbour(course, 'A', 1)).toBe('B');
  expect(neighbour(course, 'A', -1)).toBeNull();
});

it('takes the rules that wait for a lesson away with it, and puts both back', () => {
  const without = removed('1')(course) ?? [];
  expect(lessonsOf(without).map(({ id, release }) => [id, release.length])).toEqual([
    ['2', 0],
    ['3', 0],
  ]);
  expect(putBack('1', course)(without)).toEqual(course);
  expect(putBack('A', course)(removed('A')(course) ?? [])).toEqual(course);
});

it('is made again in what somebody else has left, unless what it is about is gone', () => {
  const theirs = [...course.slice(0, 2), { id: 'C', title: 'Theirs', lessons: [lesson('3')] }];
  const edit = changedLesson('1', { title: 'Mine' });
  expect(edit(theirs)?.[0]?.lessons[0]?.title).toBe('Mine');
  expect(edit(theirs)?.[2]?.title).toBe('Theirs');
  expect(edit(removed('1')(theirs) ?? [])).toBeNull();
});

it('says which lesson would wait for one that comes later', () => {
  expect(unmeetable(course)).toBeNull();
  expect(unmeetable(placed('1', '3')(course) ?? [])).toEqual({ lesson: '3', waitsFor: '1' });
});

it('loses and doubles nothing, wherever it is moved', () => {
  const ids = flat(course);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), { maxLength: 12 }),
      (moves) => {
        const end = moves.reduce<Structure>(
          (modules, [id, over]) => placed(id, over)(modules) ?? modules,
          course,
        );
        expect(flat(end).toSorted()).toEqual(ids.toSorted());
        expect(end).toHaveLength(course.length);
      },
    ),
  );
});
