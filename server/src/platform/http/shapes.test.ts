import { leaveRegister, subscribeRegister } from '@quad/shared/attendance';
import { watchTopics } from '@quad/shared/platform';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '../../app';
import { shapeFaults } from '../../testing/shape-faults';

describe('what comes in', () => {
  it('is named, bounded and of one kind in every endpoint, so that no operator and no endless list gets past its shape', () => {
    const faults = routes.flatMap(({ name, endpoint }) =>
      (['params', 'query', 'body'] as const).flatMap((place) => {
        const shape = endpoint[place];
        return shape === undefined ? [] : shapeFaults(shape, `${name} ${place}`);
      }),
    );
    expect(faults).toEqual([]);
  });

  it('is so on a socket, too', () => {
    const shapes = { watchTopics, subscribeRegister, leaveRegister };
    expect(Object.entries(shapes).flatMap(([name, shape]) => shapeFaults(shape, name))).toEqual([]);
  });

  it.each([
    ['keys nobody named', z.object({ a: z.boolean() })],
    ['keys nobody named, further down', z.strictObject({ a: z.object({}).nullable() })],
    ['a text without an end', z.strictObject({ a: z.string().optional() })],
    ['a pattern that repeats', z.string().regex(/^a+$/)],
    ['an address without an end', z.email()],
    ['a list without an end', z.array(z.boolean()).min(1)],
    ['a number without bounds', z.number().min(0)],
    ['any number of keys', z.record(z.string().max(3), z.boolean())],
    ['anything', z.strictObject({ a: z.unknown() })],
    ['a value nobody sent', z.boolean().default(true)],
    ['one open side', z.union([z.boolean(), z.string()])],
  ])('%s would be noticed', (_what, shape) => {
    expect(shapeFaults(shape, 'it')).toHaveLength(1);
  });

  it.each([
    z.strictObject({ a: z.string().max(3), b: z.array(z.uuid()).max(2), c: z.int() }),
    z.string().trim().max(160).pipe(z.email()),
    z.coerce.number().pipe(z.int().min(1).max(9)),
    z.string().regex(/^[0-9a-f]{24}$/),
    z.record(z.enum(['a', 'b']), z.boolean()),
    z.iso.date(),
  ])('a bounded one passes', (shape) => {
    expect(shapeFaults(shape, 'it')).toEqual([]);
  });
});
