import fc, { type Arbitrary } from 'fast-check';
import type { Json } from './shapes';

/** Text that has broken parsers, databases, logs, headers and screens. */
export const nastyTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfffy',
  '\u202eevil\u202c',
  '\ufeff',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  'ﷺ'.repeat(50),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴',
  '../../../../etc/passwd',
  '..\\..\\secrets.json',
  '/proc/self/environ',
  "' || '1'=='1",
  '{"$gt":""}',
  '$where',
  '$set',
  'a.b.c',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'NaN',
  'Infinity',
  '1e309',
  '-0',
  '0x10',
  '9007199254740993',
  '1'.repeat(400),
  'true',
  'null',
  'undefined',
  '[object Object]',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://evil.example")',
  '\r\nSet-Cookie: quad_access=x',
  '(((((((((((((((((((((((a+)+)+)+)+',
  '.*',
  '[',
  '2026-02-30',
  '2026-13-01',
  '+275760-09-13',
  '-271821-04-20',
  '24:00',
  'f'.repeat(24),
  '0'.repeat(24),
  'F'.repeat(24),
  'x'.repeat(100_000),
];

const nastyNumbers = [
  ...[-1, 0, -0, 0.1, 1.5, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 1e21, 1e300, -1e300, 8.64e15],
  ...[8.64e15 + 1, -8.64e15 - 1, 5e-324, Number.MAX_VALUE],
];

const operators: Json[] = [
  { $gt: '' },
  { $ne: null },
  { $in: [] },
  { $regex: '.*' },
  { $regex: '(a+)+$', $options: 'i' },
  { $where: 'while(true){}' },
  { $expr: { $eq: [1, 1] } },
  { $or: [{}] },
  { $exists: true },
  { $oid: 'f'.repeat(24) },
  { $date: '2026-03-04' },
  { $set: { role: 'districtAdmin' } },
  { $function: { body: 'function(){}', args: [], lang: 'js' } },
];

/** Keys that reach a prototype are made of text: an object literal would not keep them. */
const polluted = ['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}'].map(
  (text) => JSON.parse(text) as Json,
);

/** What nobody’s schema allows, or just so. */
export const junk: Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nastyTexts) },
  { weight: 3, arbitrary: fc.constantFrom(...nastyNumbers) },
  { weight: 3, arbitrary: fc.constantFrom(...operators, ...polluted) },
  { weight: 2, arbitrary: fc.constantFrom<Json>(null, true, false, [], {}, [[]], [null], { length: 1e9 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) as Arbitrary<Json> },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 20 })
      .map((n): Json => new Array<Json>(10 ** Math.min(5, n % 6)).fill(n)),
  },
);
