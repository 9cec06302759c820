import { model, type Model, type Schema } from 'mongoose';

/** The usual field types; ids are 24 hex digits as text everywhere, so what is stored is what is sent. */
export const text = { type: String, required: true } as const;
export const optionalText = { type: String, default: null } as const;
export const number = { type: Number, required: true } as const;
export const optionalNumber = { type: Number, default: null } as const;

/** How names are compared: without case and accents. An index on names has it, and so must the query that is to use it. */
export const byName = { locale: 'en', strength: 1 } as const;

/** How addresses are compared: case means nothing to whoever types one. */
export const ignoringCase = { locale: 'en', strength: 2 } as const;

/** Every document is exactly its type: no version key, and a field the schema does not know is an error. */
export const strictly = { versionKey: false, strict: 'throw', minimize: false } as const;

export function collection<T>(name: string, schema: Schema<T>): Model<T> {
  return model<T>(name, schema, name);
}

/** Spells (inclusive days, `to: null` without an end) that hold on a day, or on any day up to a last one. */
export function heldOn(
  first: string,
  last = first,
): { from: { $lte: string }; to: { $not: { $lt: string } } } {
  return { from: { $lte: last }, ...lastingFrom(first) };
}

/** Spells that hold on that day or begin later. */
export function lastingFrom(day: string): { to: { $not: { $lt: string } } } {
  return { to: { $not: { $lt: day } } };
}

/** The same of one that was read. */
export function lasts({ to }: { to: string | null }, day: string): boolean {
  return to === null || to >= day;
}

/** Whether that day is one of the spell's. */
export function isWithin(spell: { from: string; to: string | null }, day: string): boolean {
  return spell.from <= day && lasts(spell, day);
}

/** What begins with these letters, in a query that compares `byName`. */
export function startingWith(letters: string): { $gte: string; $lt: string } {
  return { $gte: letters, $lt: `${letters}\uffff` };
}
