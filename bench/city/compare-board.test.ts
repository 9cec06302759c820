import { expect, it } from 'vitest';
import { differences } from './compare-board';

const day = { date: '2015-03-04', name: '', borough: null };
const schools = [
  { ...day, code: 'A', percent: '90.42' },
  { ...day, code: 'B', percent: null },
];

it('a board that shows what the file says is exact, and a school that submitted nothing has no marks on it', () => {
  const board = new Map([
    ['A', { present: 109, marked: 120 }],
    ['B', { present: 0, marked: 0 }],
  ]);
  expect(differences(schools, 120, board)).toEqual([]);
});

it('tells a wrong number, marks nobody submitted, and a school that is missing', () => {
  expect(differences(schools, 120, new Map([['B', { present: 1, marked: 1 }]]))).toEqual([
    'A is not on the board',
    'B has 1 of 1 present where the file says 0 of 0',
  ]);
  expect(differences(schools.slice(0, 1), 120, new Map([['A', { present: 108, marked: 120 }]]))).toHaveLength(
    1,
  );
});
