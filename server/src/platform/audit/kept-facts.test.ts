import { id, isoDate } from '@quad/shared/platform';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { keptFacts } from './kept-facts';

const pupilId = 'a'.repeat(24);

it('ids, days, choices and numbers stay; of names, addresses, reasons and passwords only that there were some', () => {
  const shape = z.strictObject({
    pupilIds: z.array(id),
    to: isoDate.nullable().optional(),
    day: isoDate.refine((date) => date > '2000-01-01'),
    role: z.enum(['office', 'teacher']),
    force: z.boolean(),
    familyName: z.string(),
    reason: z.string().trim().optional(),
    person: z.strictObject({ login: z.string(), password: z.string(), rows: z.int() }),
  });
  const given = {
    ...{ pupilIds: [pupilId], to: null, day: '2026-03-04', role: 'office', force: true },
    ...{ familyName: 'Okafor', reason: 'asked by the mother' },
    person: { login: 'okafor', password: pupilId, rows: 3 },
  };
  expect(keptFacts(shape, given)).toEqual({
    facts: {
      ...{ pupilIds: [pupilId], to: null, day: '2026-03-04', role: 'office', force: true },
      person: { rows: 3 },
    },
    fields: ['familyName', 'reason', 'person.login', 'person.password'],
  });
});

it('of several shapes the one that fits decides', () => {
  const shape = z.union([z.strictObject({ preset: z.enum(['uk']) }), z.strictObject({ preset: z.string() })]);
  expect(keptFacts(shape, { preset: 'uk' })).toEqual({ facts: { preset: 'uk' }, fields: [] });
  expect(keptFacts(shape, { preset: '2026-03-04' })).toEqual({ facts: {}, fields: ['preset'] });
  expect(keptFacts(undefined, undefined)).toEqual({ facts: {}, fields: [] });
});

it('a request of a thousand things leaves no more than its head', () => {
  const shape = z.strictObject({ day: isoDate, rows: z.array(z.strictObject({ cells: z.array(id) })) });
  const rows = Array.from({ length: 200 }, () => ({ cells: Array.from({ length: 100 }, () => pupilId) }));
  expect(keptFacts(shape, { day: '2026-03-04', rows }).facts).toEqual({ day: '2026-03-04' });
});
