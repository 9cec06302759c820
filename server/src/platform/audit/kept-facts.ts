import { id, isoDate } from '@quad/shared/platform';
import { z } from 'zod';

export interface Kept {
  facts: Record<string, unknown>;
  /** of what was given and is not kept */
  fields: string[];
}

/** As many people as codes can be printed for at once. */
const mostItems = 400;
/** Of a record; the facts of a whole school brought in as one request would fill the audit by themselves. */
const mostChars = 50_000;
const nothing = Symbol('nothing');

/**
 * What of a request may stand in the audit: ids, days, choices, booleans and numbers, as the request's shape says; of everything
 * else the field's name. It goes by the shape, never by how a value looks: a password may look like an id.
 */
export function keptFacts(schema: z.ZodType | undefined, value: unknown): Kept {
  const fields = new Set<string>();
  const kept = schema === undefined ? nothing : keep(schema, value, '', fields);
  const facts = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  return { facts: bounded(facts), fields: [...fields].slice(0, mostItems) };
}

/** What is too much is left with what stands at its top. */
function bounded(facts: Record<string, unknown>): Record<string, unknown> {
  if (JSON.stringify(facts).length <= mostChars) return facts;
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => typeof value !== 'object'));
}

function keep(schema: z.ZodType, value: unknown, path: string, fields: Set<string>): unknown {
  if (value === undefined) return nothing;
  const inner = bare(schema, value);
  if (value === null) return null;
  if (inner instanceof z.ZodObject && isRecord(value)) return keepObject(inner, value, path, fields);
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    const element = inner.element as z.ZodType;
    const items = value.slice(0, mostItems).map((item) => keep(element, item, path, fields));
    const known = items.filter((item) => item !== nothing);
    return known.length === 0 ? nothing : known;
  }
  if (isHarmless(inner, value)) return value;
  fields.add(path);
  return nothing;
}

function keepObject(
  { shape }: z.ZodObject,
  value: Record<string, unknown>,
  path: string,
  fields: Set<string>,
): unknown {
  const kept = Object.entries(shape as Record<string, z.ZodType>).flatMap(([key, field]) => {
    const found = keep(field, value[key], path === '' ? key : `${path}.${key}`, fields);
    return found === nothing ? [] : [[key, found] as const];
  });
  return kept.length === 0 ? nothing : Object.fromEntries(kept);
}

/** Without what only says that it may be left out, or what is done to it; of several shapes the one that fits. */
function bare(schema: z.ZodType, value: unknown): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return bare(schema.unwrap() as z.ZodType, value);
  if (schema instanceof z.ZodPipe) return bare(schema.out as z.ZodType, value);
  if (schema instanceof z.ZodUnion) {
    const fitting = (schema.options as z.ZodType[]).find((option) => option.safeParse(value).success);
    return fitting === undefined ? schema : bare(fitting, value);
  }
  return schema;
}

function isHarmless(schema: z.ZodType, value: unknown): boolean {
  if (typeof value === 'boolean' || typeof value === 'number') return true;
  if (typeof value !== 'string') return false;
  if (schema instanceof z.ZodEnum || schema instanceof z.ZodLiteral) return true;
  if (schema instanceof z.ZodISODate) return isoDate.safeParse(value).success;
  return schema === id;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
