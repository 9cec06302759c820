import { longest } from '@quad/shared/schools';
import { ClassModel, type SchoolClass } from '../class.model';
import { spotOf, type Roster } from './roster';
import type { RosterRow } from './roster-row.model';

/** The codes that classes of a school have which go on; each has one. */
export class SchoolCodes {
  readonly #holders: Map<string, string>;

  constructor(
    readonly schoolId: string,
    classes: readonly Pick<SchoolClass, '_id' | 'code'>[],
  ) {
    this.#holders = new Map(classes.map(({ _id, code }) => [code, _id]));
  }

  /** @param ended by this import */
  static async of(schoolId: string, ended: ReadonlySet<string>): Promise<SchoolCodes> {
    const open = await ClassModel.find({ schoolId, to: null }, { code: 1 })
      .limit(5_000)
      .lean<SchoolClass[]>();
    return new SchoolCodes(
      schoolId,
      open.filter(({ _id }) => !ended.has(_id)),
    );
  }

  isFree(code: string, classId: string): boolean {
    return (this.#holders.get(code) ?? classId) === classId;
  }

  take(code: string, classId: string): void {
    if (this.#holders.get(code) === classId) return;
    this.release(classId);
    this.#holders.set(code, classId);
  }

  release(classId: string): void {
    for (const [code, holder] of this.#holders) if (holder === classId) this.#holders.delete(code);
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
