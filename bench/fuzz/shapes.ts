import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** As much of JSON Schema as our shapes need. */
interface Shape {
  type?: string;
  enum?: Json[];
  const?: Json;
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  additionalProperties?: Shape | boolean;
  propertyNames?: Shape;
  items?: Shape;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

const idPattern = '^[0-9a-f]{24}$';
/** `‹class:17›` stands for an id of that kind until the request is sent: the same plan fits every world. */
export const idToken = /‹(\w+):(\d+)›/g;
const days = ['2026-03-04', '2026-03-03', '2026-03-02', '2026-03-06', '2026-01-05', '2026-04-02'];
const edgeDays = ['2000-01-01', '2100-12-31', '0001-01-01', '9999-12-31', '2024-02-29', '2026-03-29'];
const words = ['1', '2', 'P', 'A', 'L', 'MAT', 'Spring term', 'Europe/London', 'en', 'ä', 'الاسم', '🏫', 'x'];

/** Values that fit the schema, mostly; what it asks beyond JSON Schema (a real time zone, say) is met by luck. */
export function valuesOf(schema: z.ZodType, field = ''): Arbitrary<Json> {
  return fitting(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, field);
}

function fitting(shape: Shape, field: string): Arbitrary<Json> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => fitting(choice, field)));
  if (shape.allOf !== undefined) return fitting(Object.assign({}, ...shape.allOf) as Shape, field);
  switch (shape.type) {
    case 'object':
      return objects(shape, field);
    case 'array':
      return lists(shape, field);
    case 'string':
      return texts(shape, field);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'integer':
    case 'number':
      return numbers(shape);
    default:
      // coerced in the query: mostly numbers
      return fc.constantFrom(1, 2, '1', '0');
  }
}

function objects({ properties, required = [], additionalProperties, propertyNames }: Shape, field: string) {
  if (properties === undefined && typeof additionalProperties === 'object')
    return fc.dictionary(
      fitting(propertyNames ?? { type: 'string' }, field).map(String),
      fitting(additionalProperties, field),
      { maxKeys: 4 },
    );
  const fields = Object.entries(properties ?? {}).map(([name, shape]): [string, Arbitrary<Json>] => [
    name,
    fitting(shape, name),
  ]);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required });
}

function lists({ items = {}, minItems = 0, maxItems = 4 }: Shape, field: string): Arbitrary<Json> {
  return fc.array(fitting(items, field), {
    minLength: minItems,
    maxLength: Math.max(minItems, Math.min(maxItems, 4)),
  });
}

function numbers({ minimum = 0, maximum = 10_000 }: Shape): Arbitrary<Json> {
  const [least, most] = [Math.ceil(minimum), Math.floor(maximum)];
  const now = Date.UTC(2026, 2, 4, 9);
  return fc.oneof(
    fc.integer({ min: Math.max(least, -(2 ** 30)), max: Math.min(most, 2 ** 30) }),
    fc.constantFrom(least, most, Math.min(Math.max(now, least), most)),
  );
}

function texts({ pattern, format, minLength = 0, maxLength = 40 }: Shape, field: string): Arbitrary<Json> {
  if (pattern === idPattern) return ids(field);
  if (format === 'date')
    return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...days) }, fc.constantFrom(...edgeDays));
  if (format === 'uuid') return fc.uuid();
  if (format === 'email')
    return fc.constantFrom('a@school.example', 'ä@school.example', '"<b>"@school.example');
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const most = Math.min(Math.max(minLength, maxLength), 200);
  return fc.oneof(
    fc.constantFrom(...words.map((word) => word.padEnd(minLength, 'x'))),
    fc.string({ minLength, maxLength: Math.max(minLength, Math.min(most, 20)), unit: 'binary' }),
  );
}

/** @param field `classId`, `pupilIds`, … */
function ids(field: string): Arbitrary<string> {
  const kind = field.replace(/Ids?$/, '').replace(/s$/, '') || 'any';
  return fc.nat({ max: 199 }).map((n) => `‹${/^\w+$/.test(kind) ? kind : 'any'}:${n}›`);
}
