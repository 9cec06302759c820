import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anId } from './attendance.builders';
import type { Mark } from './attendance.dto';
import { attendanceOf, countMarks } from './codes';
import { digestOf } from './digest';

const mark = fc.record({
  pupil: fc.integer({ min: 1, max: 40 }).map(anId),
  code: fc.constantFrom('P', 'L', 'A', 'E', 'D', 'T', null),
  ver: fc.nat(500),
});
const marks = fc.uniqueArray(mark, { selector: (each) => each.pupil, maxLength: 40 });

it('is the same in any order and differs when one mark does', () => {
  fc.assert(
    fc.property(marks, fc.nat(), (all: Mark[], pick) => {
      expect(digestOf([...all].reverse())).toBe(digestOf(all));
      const index = all.length === 0 ? -1 : pick % all.length;
      const changed = all.map((each, i) => (i === index ? { ...each, ver: each.ver + 1 } : each));
      if (index !== -1) expect(digestOf(changed)).not.toBe(digestOf(all));
    }),
  );
});

it('counts add up to the roll, and nobody unmarked is in a percentage', () => {
  fc.assert(
    fc.property(marks, (all) => {
      const counts = countMarks(all, 'international');
      expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(all.length);
      expect(attendanceOf(counts).marked).toBe(all.filter((each) => each.code !== null).length);
    }),
  );
});
