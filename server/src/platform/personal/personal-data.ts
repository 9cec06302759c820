import type { Model, QueryFilter } from 'mongoose';
import { streamBatch } from '../database/scoped';
import type { Platform } from '../platform';

export interface Person {
  personId: string;
  districtId: string;
}

/** Somebody whose name is taken away; what they were called stands here only until that is done. */
export interface Forgotten extends Person {
  pseudonym: string;
  givenName: string;
  familyName: string;
  /** as they were shown and signed in: “Amara Okafor”, “Ms Rao”, a login, an address */
  words: string[];
}

/** What one collection keeps about people. */
export interface PersonalData {
  collection: string;
  /** what of it goes into the file a person asks for; `inside`: with what staff wrote for staff */
  rows(person: Person, options: { inside: boolean }): AsyncIterable<unknown>;
  /** takes away what names the person or was written about them, and nothing that is counted; may run again */
  forget?(person: Forgotten, platform: Platform): Promise<void>;
}

/** Documents of one collection as they are, but for the fields left out. */
export async function* documentsOf<T>(
  model: Model<T>,
  filter: QueryFilter<T>,
  leftOut: Record<string, 0> = {},
): AsyncGenerator {
  const cursor = model.find(filter, leftOut).lean().cursor({ batchSize: streamBatch });
  try {
    for await (const found of cursor) yield found;
  } finally {
    await cursor.close();
  }
}

/** Whether a text names the person: by what they were called, or by both names in any order. */
export function names({ words, givenName, familyName }: Forgotten, text: string): boolean {
  const said = text.toLocaleLowerCase();
  const has = (word: string): boolean => said.includes(word.toLocaleLowerCase());
  return words.some(has) || (has(givenName) && has(familyName));
}

/** The text with the pseudonym where the person was named; one that names them in another way gives way as a whole. */
export function withoutName(person: Forgotten, text: string): string {
  const replaced = person.words.reduce((rest, word) => rest.replaceAll(word, person.pseudonym), text);
  return names(person, replaced) ? person.pseudonym : replaced;
}
