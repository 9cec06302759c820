import { describe, expect, it } from 'vitest';
import { faultIn } from './judge';
import { Marks } from './marks';
import { everybody } from './people';

const json = { 'content-type': 'application/problem+json; charset=utf-8' };
const refused = JSON.stringify({ type: 'x', code: 'not_found', status: 404, title: 'Not here' });
const answer = (fields: object) => ({ status: 200, headers: {}, text: '', ms: 1, ...fields });

describe('an answer', () => {
  it('is at fault when the server broke, told of its inside, was slow or refused in no known form', () => {
    const faults = [
      { status: 500, headers: json },
      { status: 503 },
      { ms: 60_000 },
      { text: 'E11000 duplicate key' },
      { text: '{"passwordHash":"x"}' },
      { text: 'Error\n    at mark (/app/server/dist/main.js:1:2)' },
      { status: 404, text: 'Not Found' },
      { status: 409, headers: json, text: refused },
      { status: 404, headers: json, text: refused.replace('not_found', 'never_heard_of') },
    ];
    for (const fields of faults)
      expect(faultIn(answer(fields), 'GET', ''), JSON.stringify(fields)).not.toBeNull();
  });

  it('is as it should be with a known refusal, an overload that says when, or an echo of what was sent', () => {
    const fine = [
      { status: 404, headers: json, text: refused },
      { status: 503, headers: { 'retry-after': '1' } },
      { text: '{"q":"mongoose"}' },
    ];
    for (const fields of fine) expect(faultIn(answer(fields), 'GET', 'q=mongoose')).toBeNull();
  });
});

it('a name is foreign to whoever it is none of the business of, and from another world to all', () => {
  const marks = new Marks();
  const pupil = marks.of({ district: 'A', school: 'A1', kind: 'pupil', code: 'A1-student' });
  const seenBy = everybody
    .filter((who) => marks.foreignIn(`… ${pupil} …`, who, '').length === 0)
    .map(({ name }) => name);
  expect(seenBy).toEqual([
    ...['districtAdmin of A', 'schoolAdmin of A1', 'office of A1', 'teacher1 of A1', 'teacher2 of A1'],
    ...['student of A1', 'guardian of A1'],
  ]);
  for (const who of everybody) expect(marks.foreignIn('Xq0123456789q', who, '')).toHaveLength(1);
  const [nobody] = everybody.filter(({ role }) => role === 'nobody');
  expect(nobody && marks.foreignIn(pupil, nobody, `?q=${pupil}`)).toEqual([]);
});
