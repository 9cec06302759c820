import { createHash } from 'node:crypto';
import {
  codesOf,
  isKnownSet,
  isPreset,
  learnCodes,
  presets,
  type Code,
  type CodesChoice,
  type CodeSetId,
} from '@quad/shared/attendance';
import { Failure, type FieldError } from '../../platform/http/failure';
import { CodeSetModel, type CodeSetRecord } from './code-set.model';

/** Makes the set known to this process; it is read once, for it never changes. */
export async function ensureCodes(set: CodeSetId): Promise<void> {
  if (isKnownSet(set)) return;
  const record = await CodeSetModel.findById(set).lean<CodeSetRecord>();
  if (record === null) throw new Error(`code set ${set} is not in the database`);
  learnCodes(set, record.codes);
}

/** Makes known whatever sets these name. */
export async function ensureCodesOf(registers: Iterable<{ codeSet: CodeSetId }>): Promise<void> {
  const sets = new Set<CodeSetId>();
  for (const { codeSet } of registers) sets.add(codeSet);
  for (const set of sets) await ensureCodes(set);
}

/** What a screen must be told to read marks of this set: nothing for a preset. */
export async function codesFor(set: CodeSetId): Promise<{ codes?: Code[] }> {
  await ensureCodes(set);
  return isPreset(set) ? {} : { codes: [...codesOf(set)] };
}

/** The id of what somebody chose, stored when it is new. @throws Failure invalid_request */
export async function storeCodes(districtId: string, choice: CodesChoice): Promise<CodeSetId> {
  if ('preset' in choice) return choice.preset;
  refuse(choice.codes);
  const same = Object.entries(presets).find(
    ([, codes]) => JSON.stringify(codes) === JSON.stringify(choice.codes),
  );
  if (same !== undefined) return same[0];
  const content = JSON.stringify([districtId, choice.codes]);
  const set = `c${createHash('sha256').update(content).digest('hex').slice(0, 22)}`;
  await CodeSetModel.updateOne(
    { _id: set },
    { $setOnInsert: { districtId, codes: choice.codes } },
    { upsert: true },
  );
  learnCodes(set, choice.codes);
  return set;
}

/** A set somebody can take a register with: every letter once, and one for being there and one for not. */
function refuse(codes: readonly Code[]): void {
  const letters = codes.map((code) => code.letter);
  const errors: FieldError[] = [
    ...letters
      .filter((letter, i) => letters.indexOf(letter) !== i)
      .map((letter) => ({ field: 'codes', message: `${letter} stands there twice` })),
    ...(['present', 'absent'] as const)
      .filter((category) => !codes.some((code) => code.category === category && code.officeOnly !== true))
      .map((category) => ({ field: 'codes', message: `a teacher needs a code for ${category}` })),
    ...codes
      .map((code, i) => ({ code, field: `codes.${i}.label` }))
      .filter(({ code }) => code.label === undefined)
      .map(({ field }) => ({ field, message: 'is needed' })),
  ];
  if (errors.length > 0) throw new Failure('invalid_request', undefined, { errors: errors.slice(0, 50) });
}
