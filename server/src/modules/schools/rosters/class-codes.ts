import { longest } from '@quad/shared/schools';
import { ClassModel, type SchoolClass } from '../class.model';
import { spotOf, type Roster } from './roster';
import type { RosterRow } from './roster-row.model';

/** The codes that classes of a school have which go on. */
export class SchoolCodes {
  readonly #holders: Map<string, string>;

  constructor(
    readonly schoolId: string,
    classes: readonly Pick<SchoolClass, '_id' | 'code'>[],
  ) {
    this.#holders = new Map(classes.map(({ _id, code }) => [code, _id]));
  }

  static async of(schoolId: string): Promise<SchoolCodes> {
    const open = await ClassModel.find({ schoolId, to: null }, { code: 1 })
      .limit(5_000)
      .lean<SchoolClass[]>();
    return new SchoolCodes(schoolId, open);
  }

  isFree(code: string, classId: string): boolean {
    return (this.#holders.get(code) ?? classId) === classId;
  }

  take(code: string, classId: string): void {
    this.#holders.set(code, classId);
  }
}

/** The file's code, unless another class of the school has it; then what the class has, or its id. null: refused */
export async function freeCode(
  roster: Roster,
  row: RosterRow,
  { classId, standing, codes }: { classId: string; standing: SchoolClass | undefined; codes: SchoolCodes },
): Promise<string | null> {
  const wanted = row.fields.classCode ?? row.key;
  const other = standing?.code ?? row.key;
  const code = [wanted, other].find((each) => codes.isFree(each, classId));
  const spot = spotOf(row);
  if (code === undefined || code.length > longest.code) {
    const value = code ?? wanted;
    const about = { column: 'sourcedId', limit: String(longest.code) };
    if (code === undefined) await roster.refuse(spot, 'classCodeTaken', { column: 'classCode', value });
    else await roster.refuse(spot, 'tooLong', { column: 'sourcedId', value, about });
    return null;
  }
  if (code !== wanted)
    await roster.warn(spot, 'classCodeShared', { column: 'classCode', value: wanted, about: { code } });
  return code;
}
