import { gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import { encoded, textOf, type Draft, type Filled } from './draft';
import { junk, nastyTexts } from './junk';
import type { Json } from './shapes';

/** One way to bend a request; `at` picks where, `value` is what is put there. */
export interface Twist {
  kind: string;
  at: number;
  value: Json;
}

type Bend<T> = (what: T, twist: Twist) => void;

/** Places of a value that can hold another, the value itself among them. */
interface Place {
  get(): Json;
  set(value: Json): void;
  remove(): void;
}

function placesOf(holder: { value: Json }): Place[] {
  const places: Place[] = [
    { get: () => holder.value, set: (value) => (holder.value = value), remove: () => (holder.value = null) },
  ];
  const walk = (node: Json): void => {
    if (places.length > 200 || node === null || typeof node !== 'object') return;
    const keyed = node as Record<string, Json>;
    for (const key of Object.keys(keyed)) {
      places.push({
        get: () => keyed[key] ?? null,
        set: (value) => (keyed[key] = value),
        remove: () => Reflect.deleteProperty(keyed, key),
      });
      walk(keyed[key] ?? null);
    }
  };
  walk(holder.value);
  return places;
}

function atPlace(change: (place: Place, value: Json) => void): Bend<Filled> {
  return (filled, { at, value }) => {
    const holder = { value: structuredClone(filled.body ?? {}) };
    const places = placesOf(holder);
    const place = places[at % places.length];
    if (place !== undefined) change(place, value);
    filled.body = holder.value;
  };
}

const onFilled: Record<string, Bend<Filled>> = {
  replace: atPlace((place, value) => place.set(value)),
  remove: atPlace((place) => place.remove()),
  wrap: atPlace((place) => place.set([place.get()])),
  operator: atPlace((place) => place.set({ $gt: place.get() })),
  many: atPlace((place) => place.set(new Array<Json>(100_000).fill(place.get()))),
  twice: atPlace((place) => place.set([place.get(), place.get()])),
  extra: atPlace((place, value) => {
    const held = place.get();
    const base = held !== null && typeof held === 'object' && !Array.isArray(held) ? held : {};
    place.set({ ...base, districtId: value, schoolId: value, role: 'districtAdmin', _id: value });
  }),
  param: (filled, { at, value }) => {
    const names = Object.keys(filled.params);
    const name = names[at % Math.max(1, names.length)];
    if (name !== undefined) filled.params[name] = typeof value === 'string' ? value : textOf(value);
  },
  ask: (filled, { at, value }) => {
    const names = [
      ...Object.keys(filled.query),
      'q',
      'page',
      'sort',
      '__proto__',
      'constructor',
      'q[$gt]',
      'q.x',
    ];
    filled.query = { ...filled.query, [names[at % names.length] ?? 'q']: value };
  },
};

const brokenText = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0xc3, 0x28, 0x22, 0x7d]);
const bodies: (() => Buffer)[] = [
  () => brokenText,
  () => Buffer.from('['.repeat(200_000)),
  () => Buffer.from(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
  () => Buffer.from(`{"a":"${'x'.repeat(3_000_000)}"}`),
  () => Buffer.from('{"a":1e309,"b":-0,"c":1E400}'),
  () => Buffer.from('{"a":NaN}'),
  () => Buffer.from('{"login":"a","login":"b","password":{"$ne":1}}'),
  () => Buffer.from('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}'),
  () => Buffer.from('null'),
  () => Buffer.from('"text"'),
  () => Buffer.from('true'),
  () => Buffer.from('\ufeff{}'),
  () => Buffer.from('{"a":"\\ud800"}'),
  () => Buffer.from('{} {}'),
  () => Buffer.from([0, 1, 2, 3]),
  () => Buffer.from(`{${Array.from({ length: 50_000 }, (_, n) => `"k${n}":${n}`).join(',')}}`),
  () => Buffer.from(textOf('{}')),
];
const types = [
  ...[
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ],
  ...[
    'application/json; charset=utf-16',
    'application/json; charset=bogus',
    'application/json;charset="',
    'text/csv',
  ],
  ...['application/zip', 'image/png', 'image/svg+xml', 'application/pdf', 'a', ''],
];
const paths = [
  '%',
  '%E0%A4%A',
  '%00',
  '..%2f..%2fpackage.json',
  '%2e%2e/%2e%2e',
  '%c0%ae',
  '//',
  '/',
  ';a=b',
  '%0d%0a',
  '*',
];
const queries = [
  ...[
    '%',
    '%E0%A4%A',
    'a=1&a=2&a=3',
    '__proto__[x]=1',
    'constructor[prototype][x]=1',
    'q[$regex]=.*',
    'page[]=1',
  ],
  ...[
    'page=1e309',
    'page=-1',
    'page=NaN',
    '&&&&',
    '='.repeat(500),
    `q=${'x'.repeat(8_000)}`,
    'q=%00',
    'toString=1',
  ],
  ...[Array.from({ length: 1_500 }, (_, n) => `k${n}=`).join('&'), 'page=1&page=2', 'sort=%24where', 'q=%ff'],
];
const headers: [string, string | string[]][] = [
  ['idempotency-key', 'x'.repeat(300)],
  ['idempotency-key', 'same key for all'],
  ['idempotency-key', 'same-key-for-all'],
  ['idempotency-key', ''],
  ['x-http-method-override', 'DELETE'],
  ['host', 'evil.example'],
  ['host', ''],
  ['x-forwarded-host', 'evil.example'],
  ['x-forwarded-proto', 'https'],
  ['x-forwarded-for', '127.0.0.1, 10.0.0.1'],
  ['x-original-url', '/api/v1/operator/districts'],
  ['accept', 'text/html'],
  ['accept', '*/*;q=bogus'],
  ['accept-encoding', 'gzip;q=0, *;q=0'],
  ['accept-language', 'xx'.repeat(2_000)],
  ['if-none-match', '*'],
  ['if-modified-since', 'not a date'],
  ['range', 'bytes=0-0,5-'],
  ['range', 'bytes=-99999999999999999999'],
  ['content-encoding', 'br'],
  ['content-encoding', 'bogus'],
  ['origin', 'null'],
  ['origin', 'https://evil.example'],
  ['sec-fetch-site', 'cross-site'],
  ['sec-fetch-site', 'none'],
  ['user-agent', '\u00ff'.repeat(2_000)],
  ['user-agent', ''],
  ['authorization', 'Bearer '],
  ['authorization', 'Basic Og=='],
  ['x-quad-after', '99999999999999999999'],
  ['x-quad-after', '-1'],
  ['x-quad-after', '1'],
  ['cookie', 'quad_access=a; quad_access=b; quad_refresh=%00'],
  ['cookie', `quad_access=${'a'.repeat(6_000)}`],
  ['cookie', ';;;=;=a;quad_access'],
  ['cookie', 'quad_access=eyJhbGciOiJub25lIn0.e30.'],
  ['connection', 'close, content-length'],
  ['expect', 'bogus'],
  ['upgrade', 'h2c'],
];
const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE', 'PROPFIND', 'TRACE'];

const onDraft: Record<string, Bend<Draft>> = {
  rawBody: (draft, { at }) => {
    draft.body = bodies[at % bodies.length]?.() ?? null;
    draft.headers['content-type'] ??= 'application/json';
  },
  cut: (draft, { at }) => {
    if (draft.body !== null) draft.body = draft.body.subarray(0, at % (draft.body.length + 1));
  },
  flip: (draft, { at }) => {
    if (draft.body === null || draft.body.length === 0) return;
    draft.body = Buffer.from(draft.body);
    draft.body[at % draft.body.length] = at % 256;
  },
  gzip: (draft, { at }) => {
    const plain = at % 3 === 0 ? Buffer.alloc(30_000_000, 0x20) : (draft.body ?? Buffer.from('{}'));
    const packed = gzipSync(plain);
    draft.body = at % 3 === 1 ? packed.subarray(0, packed.length / 2) : packed;
    draft.headers['content-encoding'] = 'gzip';
  },
  type: (draft, { at }) => {
    draft.headers['content-type'] = types[at % types.length] ?? '';
    draft.body ??= Buffer.from('{}');
  },
  path: (draft, { at }) => {
    const parts = draft.path.split('/');
    parts[at % parts.length] = `${parts[at % parts.length] ?? ''}${paths[at % paths.length] ?? ''}`;
    draft.path = parts.join('/');
    if (!draft.path.startsWith('/')) draft.path = `/${draft.path}`;
  },
  segment: (draft, { at, value }) => {
    const parts = draft.path.split('/');
    parts[1 + (at % (parts.length - 1))] = encoded(
      typeof value === 'string' ? value.slice(0, 4_000) : textOf(value).slice(0, 4_000),
    );
    draft.path = parts.join('/');
  },
  query: (draft, { at }) => {
    draft.query = [draft.query, queries[at % queries.length] ?? ''].filter((part) => part !== '').join('&');
  },
  header: (draft, { at }) => {
    const [name, value] = headers[at % headers.length] ?? ['x', 'y'];
    draft.headers[name] = value;
  },
  method: (draft, { at }) => {
    draft.method = methods[at % methods.length] ?? 'GET';
  },
};

/** Most requests are left as their schema wants them, for what a refused one reaches is little. */
export function twists(hasBody: boolean, hasParams: boolean): Arbitrary<Twist[]> {
  const always = ['ask', 'path', 'segment', 'query', 'header', 'header', 'method'];
  const kinds = [
    ...always,
    ...(hasParams ? ['param', 'param'] : []),
    ...(hasBody
      ? [...Object.keys(onFilled), ...Object.keys(onDraft), 'replace', 'replace', 'operator', 'rawBody']
      : []),
  ];
  const twist = fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.nat({ max: 5_000 }),
    value: fc.oneof({ weight: 3, arbitrary: junk }, fc.constantFrom(...nastyTexts)),
  });
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant<Twist[]>([]) },
    { weight: 5, arbitrary: twist.map((one) => [one]) },
    { weight: 1, arbitrary: fc.array(twist, { minLength: 2, maxLength: 3 }) },
  );
}

export function bendFilled(filled: Filled, given: readonly Twist[]): Filled {
  const bent = { ...filled, params: { ...filled.params } };
  for (const twist of given) onFilled[twist.kind]?.(bent, twist);
  return bent;
}

export function bendDraft(draft: Draft, given: readonly Twist[]): Draft {
  const bent = { ...draft, headers: { ...draft.headers } };
  for (const twist of given) onDraft[twist.kind]?.(bent, twist);
  return bent;
}
