import { z } from 'zod';

/**
 * What a shape lets in that it should not: keys nobody named, texts, lists and numbers without an end, values of any kind.
 * A text is bounded by a length, by its format or by a pattern that spells out how long it is; what a refinement checks is not seen.
 */
export function shapeFaults(shape: z.ZodType, path: string): string[] {
  if (shape instanceof z.ZodObject) {
    const { shape: fields, def } = shape;
    const isStrict = def.catchall instanceof z.ZodNever;
    return [
      ...(isStrict ? [] : [`${path}: takes keys it does not name`]),
      ...Object.entries(fields).flatMap(([key, field]) => shapeFaults(field as z.ZodType, `${path}.${key}`)),
    ];
  }
  if (shape instanceof z.ZodArray) {
    const ends = checksOf(shape).some((check) => check === 'max_length' || check === 'length_equals');
    const element = shapeFaults(shape.element as z.ZodType, `${path}[]`);
    return ends ? element : [`${path}: a list without an end`, ...element];
  }
  if (shape instanceof z.ZodRecord) {
    // no more entries than there are keys
    const isClosed = shape.keyType instanceof z.ZodEnum || shape.keyType instanceof z.ZodLiteral;
    const values = shapeFaults(shape.valueType as z.ZodType, `${path}{}`);
    return isClosed ? values : [`${path}: any number of keys`, ...values];
  }
  if (shape instanceof z.ZodPipe) {
    const [first, last] = [shape.in, shape.out].map((part) =>
      part instanceof z.ZodTransform ? null : shapeFaults(part as z.ZodType, path),
    );
    // either half can be the one that bounds it
    return first?.length === 0 || last?.length === 0 ? [] : [...(first ?? []), ...(last ?? [])];
  }
  if (shape instanceof z.ZodTuple)
    return [
      ...shape.def.items.flatMap((item, i) => shapeFaults(item as z.ZodType, `${path}[${i}]`)),
      ...(shape.def.rest === null ? [] : [`${path}: a list without an end`]),
    ];
  if (shape instanceof z.ZodUnion)
    return shape.options.flatMap((option) => shapeFaults(option as z.ZodType, path));
  if (
    shape instanceof z.ZodOptional ||
    shape instanceof z.ZodNullable ||
    shape instanceof z.ZodReadonly ||
    shape instanceof z.ZodNonOptional
  )
    return shapeFaults(shape.unwrap() as z.ZodType, path);
  if (shape instanceof z.ZodDefault || shape instanceof z.ZodPrefault || shape instanceof z.ZodCatch)
    return [`${path}: has a value nobody sent`];
  if (shape instanceof z.ZodString) return hasEnd(shape) ? [] : [`${path}: a text without an end`];
  if (shape instanceof z.ZodStringFormat)
    return fixedFormats.has(shape.format ?? '') || hasEnd(shape) ? [] : [`${path}: a text without an end`];
  if (shape instanceof z.ZodNumber)
    return shape.minValue !== null && shape.maxValue !== null && isFinite(shape.minValue + shape.maxValue)
      ? []
      : [`${path}: a number without bounds`];
  if (closed.some((kind) => shape instanceof kind)) return [];
  return [`${path}: ${shape.def.type} is not bounded`];
}

const closed = [z.ZodEnum, z.ZodLiteral, z.ZodBoolean, z.ZodNull, z.ZodUndefined, z.ZodNever];
const fixedFormats = new Set(['uuid', 'date', 'time', 'datetime']);

function hasEnd(text: z.ZodString | z.ZodStringFormat): boolean {
  if (typeof text.maxLength === 'number') return true;
  const patterns = (text.def.checks ?? []).flatMap(({ _zod: { def } }) =>
    'pattern' in def && def.pattern instanceof RegExp ? [def.pattern.source] : [],
  );
  // from the first letter to the last, and nothing in it repeats as often as it likes
  return patterns.some((source) => /^\^.*\$$/.test(source) && !/[*+]|\{\d+,\}/.test(source));
}

function checksOf(shape: z.ZodType): string[] {
  return (shape.def.checks ?? []).map(({ _zod: { def } }) => def.check);
}
