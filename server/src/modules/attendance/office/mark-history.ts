import type { MarkHistory } from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { namesOf } from '../../identity';
import { classNameOf, timetableOf } from '../../schools';
import { readable } from '../catch-up';
import { codesFor } from '../code-sets';
import type { LoggedEntry } from '../register.model';

/** Every entry of the log that spoke of this pupil, with the code it found and the code it left. */
export async function markHistory(ctx: Context, registerId: string, pupilId: string): Promise<MarkHistory> {
  const register = await readable(ctx, registerId);
  const entries = register.log.filter((entry) => changeFor(entry, pupilId) !== undefined);
  if (entries.length === 0 && !register.marks.some((mark) => mark.pupil === pupilId))
    throw new Failure('not_found');
  const [timetable, codes, names] = await Promise.all([
    timetableOf(ctx, register.schoolId),
    codesFor(register.codeSet),
    namesOf([pupilId, ...entries.map((entry) => entry.by)], register.districtId, ctx.platform),
  ]);
  let standing: string | null = null;
  const steps = entries.map((entry): MarkHistory['steps'][number] => {
    const from = standing;
    const { out, code, minutes, note, roll } = changeFor(entry, pupilId) ?? { out: 'skipped' as const };
    const to = roll === undefined ? (code ?? null) : null;
    if (out === 'applied') standing = to;
    return {
      ...{ seq: entry.seq, kind: roll === undefined ? 'mark' : 'roll', from, to, out },
      ...(minutes !== undefined && { minutes }),
      ...(note !== undefined && { note }),
      ...(roll !== undefined && { roll }),
      ...(entry.reason !== undefined && { reason: entry.reason }),
      ...{ by: entry.by, byName: names[entry.by] ?? '', role: entry.role, at: entry.tw },
    };
  });
  return {
    codeSet: register.codeSet,
    ...codes,
    className: classNameOf(timetable, register.classId),
    pupilName: names[pupilId] ?? '',
    timeZone: timetable.school.timeZone,
    steps,
  };
}

function changeFor(entry: LoggedEntry, pupilId: string) {
  return entry.changes.find((change) => change.pupil === pupilId);
}
