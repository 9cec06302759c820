import { expect, it } from 'vitest';
import { checkViewings, type Seen, type StoredViewing } from './check-viewings';

const seen: Seen = { personId: 'p', began: 0, asked: [[0, 20]], confirmed: [[0, 8]], lies: false };
const right: StoredViewing = {
  ...{ personId: 'p', claimed: [[0, 12]], fetched: [[0, 8]], seconds: 8, told: { seconds: 8 } },
};
const look = (viewing: Partial<StoredViewing>, more: Partial<Seen> = {}, enrolled = 8): string[] =>
  checkViewings(
    [{ ...seen, ...more }],
    [{ ...right, ...viewing }],
    [{ personId: 'p', seconds: enrolled }],
    10_000,
  );

it('finds nothing wrong where nothing is, and each of these', () => {
  expect(look({})).toEqual([]);
  expect(look({ claimed: [[0, 60]] })).toEqual(['p: 60 s claimed where there was time for 24']);
  expect(look({}, { asked: [[0, 4]] })).toEqual(['p: 4 s count that were never asked for']);
  expect(look({}, { confirmed: [[10, 14]] })).toEqual(['p: 2 s were confirmed and are gone']);
  expect(look({ seconds: 9 })).toEqual(['p: says 9 s, 8 count']);
  expect(look({}, {}, 16)).toEqual(['p: told 8 s, the enrolment knows 16']);
  expect(checkViewings([seen], [], [], 10_000)).toEqual(['p: the viewing is gone']);
});
