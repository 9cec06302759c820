import type { Actor } from './grants';
import type { Cell } from './cell';

/** Names of the fixture. Each contains its school’s word, so one of another school or pupil shows by itself. */
const pupils = ['alderpupil1', 'alderpupil2', 'alderpupil3'];
const elsewhere = ['birch', 'cedar'];
const but = (...own: string[]): string[] => pupils.filter((name) => !own.includes(name));

/** What no answer may say to this actor. */
const hidden: Record<Actor, readonly string[]> = {
  districtAdmin: ['cedar'],
  schoolAdmin: elsewhere,
  office: elsewhere,
  teacher: [...elsewhere, 'alderpupil3'],
  colleague: [...elsewhere, 'alderpupil1', 'alderpupil2'],
  substitute: [...elsewhere, 'alderpupil3'],
  formerSubstitute: [...elsewhere, ...pupils],
  pastTeacher: [...elsewhere, ...pupils],
  student: [...elsewhere, ...but('alderpupil1'), 'alderguardian2'],
  classmate: [...elsewhere, ...but('alderpupil2'), 'alderguardian1'],
  guardian: [...elsewhere, ...but('alderpupil1'), 'alderguardian2'],
  classmatesGuardian: [...elsewhere, ...but('alderpupil2'), 'alderguardian1'],
  formerGuardian: [...elsewhere, ...pupils, 'alderguardian1'],
  formerMember: [...elsewhere, ...pupils],
  sleepingDistrictAdmin: [...elsewhere, ...pupils],
  sleepingSchoolAdmin: [...elsewhere, ...pupils],
  nobody: ['alder', ...elsewhere],
};

/**
 * The words of others in an answer. What is compressed (PDF, zip, spreadsheets) is not looked into; the same data is asked for
 * as CSV and JSON beside it.
 */
export function foreignIn(body: string, { actor, line: { row } }: Cell): string[] {
  const shown = row.shows?.(actor) ?? [];
  const text = body.toLowerCase();
  return hidden[actor].filter((word) => !shown.some((each) => word.startsWith(each)) && text.includes(word));
}
