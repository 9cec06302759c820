import fc, { type Arbitrary } from 'fast-check';
import { permissions } from '@quad/shared/platform';
import { everybody, type Who } from './people';
import { valuesOf, type Json } from './shapes';
import { targets, type Target } from './targets';
import { twists, type Twist } from './twists';

/** One request before it knows its world: who asks what, and how it is bent. */
export interface Plan {
  target: Target;
  who: Who;
  params: Record<string, string>;
  query: Record<string, Json>;
  body: Json | undefined;
  file: { type: string; bytes: string } | undefined;
  twists: Twist[];
}

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const files: Arbitrary<{ type: string; bytes: string }> = fc.oneof(
  fc.constantFrom(
    { type: 'image/png', bytes: png },
    { type: 'image/png', bytes: base64('<html><script>1</script>') },
    { type: 'image/jpeg', bytes: '/9j/4AAQSkZJRgABAQAAAQABAAD/' },
    { type: 'application/pdf', bytes: base64('%PDF-1.4\n%%EOF') },
    { type: 'text/csv', bytes: base64('pupil,date,code\n1,2026-03-04,A\n') },
    { type: 'text/csv', bytes: base64(`a${','.repeat(20_000)}\n"`) },
    { type: 'application/zip', bytes: base64('PK\u0005\u0006'.padEnd(22, '\0')) },
    { type: 'application/zip', bytes: base64('PK\u0003\u0004broken') },
  ),
  fc.record({
    type: fc.constantFrom('image/png', 'application/zip', 'text/csv', 'application/pdf'),
    bytes: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('base64')),
  }),
);

export const plans: Arbitrary<Plan> = fc.oneof(
  ...targets.map((target) => ({ weight: target.weight, arbitrary: plansFor(target) })),
);

function plansFor(target: Target): Arbitrary<Plan> {
  const { params, query, body, upload } = target.endpoint;
  const nothing = fc.constant({});
  return fc.record({
    target: fc.constant(target),
    who: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...whoMay(target)) },
      fc.constantFrom(...everybody),
    ),
    params: (params === undefined ? nothing : valuesOf(params)) as Arbitrary<Record<string, string>>,
    query: (query === undefined ? nothing : valuesOf(query)) as Arbitrary<Record<string, Json>>,
    body: body === undefined ? fc.constant(undefined) : valuesOf(body),
    file: upload === undefined ? fc.constant(undefined) : files,
    twists: twists(body !== undefined || upload !== undefined, params !== undefined),
  });
}

function whoMay({ endpoint: { permission } }: Target): Who[] {
  if (permission === 'public') return [...everybody];
  if (permission === 'operator') return everybody.filter(({ role }) => role === 'operator');
  const roles = Object.keys(permissions[permission]);
  return everybody.filter(({ role }) => roles.includes(role));
}
