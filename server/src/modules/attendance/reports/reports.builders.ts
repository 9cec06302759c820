import { countMarks, type Mark } from '@quad/shared/attendance';
import type { ASchool } from '../../schools/schools.builders';
import { bornRegister } from '../register.repository';
import { RegisterModel } from '../register.model';

interface Taken {
  classId?: string;
  date: string;
  /** in order of `school.pupils`; null is not marked, undefined not on the roll */
  codes: (string | null | undefined)[];
  starts?: string;
  codeSet?: string;
  minutes?: number;
  note?: string;
  by?: string;
}

/** A register as it stands after it was taken at 09:00 UTC of its day. */
export async function aTakenRegister(school: ASchool, taken: Taken): Promise<void> {
  const { date, codes, starts = '08:55', codeSet = 'international', by = '0'.repeat(24) } = taken;
  const { districtId, schoolId } = school;
  const classId = taken.classId ?? school.mathematics;
  const born = bornRegister(
    {
      ...{
        districtId,
        schoolId,
        classId,
        date,
        period: `at-${starts.replace(':', '')}`,
        periodName: 'Period 1',
      },
      ...{ starts, ends: null, room: null, codeSet, lockAt: null },
    },
    [],
    1,
  );
  const marks = codes.flatMap((code, i): Mark[] => {
    const pupil = school.pupils[i];
    if (code === undefined || pupil === undefined) return [];
    const more = code === null ? {} : { minutes: taken.minutes, note: taken.note };
    const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
    return [{ pupil, code, ver: code === null ? 0 : 1, ...given }];
  });
  const entry = { seq: 1, by, tw: Date.parse(`${date}T09:00:00Z`), changes: [] };
  await RegisterModel.collection.insertOne({
    ...born,
    marks,
    counts: countMarks(marks, codeSet),
    seq: 1,
    log: [entry],
  } as never);
}
