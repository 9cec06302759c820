/** As much of a JSON schema as the contracts make. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  maxLength?: number;
  maxItems?: number;
  maximum?: number;
  minLength?: number;
  minItems?: number;
  minimum?: number;
}
type Content = Record<string, { schema?: Schema }>;
interface Operation {
  security?: Record<string, unknown>[];
  parameters?: { in: string; name: string; required?: boolean; schema?: Schema }[];
  requestBody?: { required?: boolean; content: Content };
  responses?: Record<string, { content?: Content }>;
}
export interface OpenApi {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

/** `in`: what a caller sent before must still be taken; `out`: what a caller read before must still be there. */
type Way = 'in' | 'out';

/**
 * What in the new document a program written for the old one would stumble over, a sentence each. New paths, new optional input,
 * more fields and more words in an answer are no breaks, and neither is another refusal: who calls must expect any.
 */
export function breaksOf(before: OpenApi, after: OpenApi): string[] {
  const schemaBreaks = comparison(before, after);
  return Object.entries(before.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, old]) => {
      const at = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      return now === undefined ? [`${at} is gone`] : operationBreaks(at, old, now, schemaBreaks);
    }),
  );
}

type OneType = Omit<Schema, 'type'> & { type?: string | undefined };
type Compare = (at: string, old: Schema, now: Schema, way: Way) => string[];

function operationBreaks(at: string, old: Operation, now: Operation, compare: Compare): string[] {
  const isOpen = (operation: Operation): boolean => (operation.security ?? []).length === 0;
  const named = (operation: Operation): [string, { required?: boolean; schema?: Schema }][] =>
    (operation.parameters ?? []).map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]);
  const [was, is] = [new Map(named(old)), new Map(named(now))];
  const parameters = [...is].flatMap(([name, { required, schema = {} }]) => {
    const place = `${at} ${name}`;
    const known = was.get(name);
    if (required === true && known?.required !== true) return [`${place} must be given now`];
    return known === undefined ? [] : compare(place, known.schema ?? {}, schema, 'in');
  });
  const lost = [...was.keys()]
    .filter((name) => !is.has(name))
    .map((name) => `${at} ${name} is not taken any more`);
  const opened = isOpen(old) && !isOpen(now) ? [`${at} needs a session now`] : [];
  const bodies =
    old.requestBody === undefined && now.requestBody?.required === true
      ? [`${at} body must be given now`]
      : contentBreaks(`${at} body`, old.requestBody?.content, now.requestBody?.content, 'in', compare);
  const answers = Object.entries(old.responses ?? {})
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, { content }]) => {
      const answer = now.responses?.[status];
      return answer === undefined
        ? [`${at} never answers ${status} any more`]
        : contentBreaks(`${at} answer`, content, answer.content, 'out', compare);
    });
  return [...opened, ...lost, ...parameters, ...bodies, ...answers];
}

function contentBreaks(
  at: string,
  old: Content = {},
  now: Content = {},
  way: Way,
  compare: Compare,
): string[] {
  return Object.entries(old).flatMap(([type, { schema = {} }]) => {
    const known = now[type];
    return known === undefined
      ? [`${at} is not ${type} any more`]
      : compare(at, schema, known.schema ?? {}, way);
  });
}

const atMost = ['maxLength', 'maxItems', 'maximum'] as const;
const atLeast = ['minLength', 'minItems', 'minimum'] as const;
const rules = ['pattern', 'format'] as const;

function comparison(before: OpenApi, after: OpenApi): Compare {
  const resolved = (schema: Schema, { components }: OpenApi): Schema =>
    schema.$ref === undefined ? schema : (components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  const variants = (schema: Schema, document: OpenApi): OneType[] => {
    const found = resolved(schema, document);
    const { anyOf, oneOf, type } = found;
    const several = anyOf ?? oneOf;
    if (several !== undefined) return several.flatMap((each) => variants(each, document));
    const types = Array.isArray(type) ? type : [type];
    return types.map((each) => ({ ...found, type: each }));
  };
  const compare: Compare = (at, old, now, way) => {
    const [olds, nows] = [variants(old, before), variants(now, after)];
    // each form that could be sent must still be taken, each that comes must be one that could come before
    const nearest = (found: string[][]): string[] =>
      found.reduce((best, each) => (each.length < best.length ? each : best), found[0] ?? [`${at} is gone`]);
    const found =
      way === 'in'
        ? olds.flatMap((each) => nearest(nows.map((other) => formBreaks(at, each, other, way))))
        : nows
            .filter((each) => !isNewKind(each, olds))
            .flatMap((each) => nearest(olds.map((other) => formBreaks(at, other, each, way))));
    return [...new Set(found)];
  };
  const formBreaks = (at: string, old: OneType, now: OneType, way: Way): string[] => {
    const isNumber = way === 'in' && old.type === 'integer' && now.type === 'number';
    if (old.type !== now.type && !isNumber)
      return [`${at} is ${now.type ?? 'anything'}, was ${old.type ?? 'anything'}`];
    return [
      ...wordBreaks(at, old, now, way),
      ...(way === 'in' ? boundBreaks(at, old, now) : []),
      ...fieldBreaks(at, old, now, way),
      ...(old.items && now.items ? compare(`${at}[]`, old.items, now.items, way) : []),
    ];
  };
  const fieldBreaks = (at: string, old: OneType, now: OneType, way: Way): string[] => {
    const [was, is] = [old.properties ?? {}, now.properties ?? {}];
    const [needed, needs] = [new Set(old.required), new Set(now.required)];
    const strict = way === 'in' && old.additionalProperties !== false && now.additionalProperties === false;
    const rest =
      typeof old.additionalProperties === 'object' && typeof now.additionalProperties === 'object'
        ? compare(`${at}.*`, old.additionalProperties, now.additionalProperties, way)
        : [];
    return [
      ...(strict ? [`${at} takes no other fields any more`] : []),
      ...Object.entries(was).flatMap(([key, field]) => {
        const other = is[key];
        if (other === undefined) return [`${at}.${key} is gone`];
        const unsure =
          way === 'out' && needed.has(key) && !needs.has(key) ? [`${at}.${key} may be missing now`] : [];
        return [...unsure, ...compare(`${at}.${key}`, field, other, way)];
      }),
      ...[...needs].flatMap((key) =>
        way === 'in' && !needed.has(key) ? [`${at}.${key} must be given now`] : [],
      ),
      ...rest,
    ];
  };
  return compare;
}

/** One more kind in an answer that had several, told apart by a field: who reads them passes over what it does not know. */
function isNewKind({ properties = {} }: OneType, olds: readonly OneType[]): boolean {
  return (
    olds.length > 1 &&
    Object.entries(properties).some(([key, { const: kind }]) => {
      const kinds = olds.map((old) => old.properties?.[key]?.const);
      return kind !== undefined && !kinds.includes(undefined) && !kinds.includes(kind);
    })
  );
}

/** A word that was taken and is not any more; in an answer, words where any text could come before are no harm. */
function wordBreaks(at: string, old: OneType, now: OneType, way: Way): string[] {
  const wordsOf = ({ enum: words, const: word }: OneType): unknown[] | null =>
    words ?? (word === undefined ? null : [word]);
  const [was, is] = [wordsOf(old), wordsOf(now)];
  if (way === 'out') {
    const isOther = was?.length === 1 && is !== null && !is.includes(was[0]);
    return isOther ? [`${at} is never ${String(was[0])} any more`] : [];
  }
  if (is === null) return [];
  if (was === null) return [`${at} takes only ${is.join(', ')} now`];
  return was.filter((word) => !is.includes(word)).map((word) => `${at} takes no ${String(word)} any more`);
}

function boundBreaks(at: string, old: OneType, now: OneType): string[] {
  const tighter = (bound: (typeof atMost | typeof atLeast)[number], direction: 1 | -1): boolean => {
    const [was, is] = [old[bound], now[bound]];
    return is !== undefined && (was === undefined || (is - was) * direction < 0);
  };
  const tightened = [
    ...atMost.filter((bound) => tighter(bound, 1)),
    ...atLeast.filter((bound) => tighter(bound, -1)),
    ...rules.filter((rule) => now[rule] !== undefined && now[rule] !== old[rule]),
  ];
  return tightened.map((bound) => `${at} has a narrower ${bound}: ${String(now[bound])}`);
}
