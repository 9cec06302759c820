import { timetableOf, type Timetable } from '../../schools';
import type { Asked, Row } from './report';

/** The rows of one school after the other; of a district of 1,600 schools one timetable is held at a time. */
export async function* eachSchool(
  { ctx, schoolIds }: Asked,
  rowsOf: (timetable: Timetable) => AsyncIterable<Row>,
): AsyncGenerator<Row> {
  for (const schoolId of schoolIds) {
    const timetable = await timetableOf(ctx, schoolId);
    const { code, name } = timetable.school;
    for await (const row of rowsOf(timetable)) yield { school_code: code, school: name, ...row };
  }
}

export const schoolColumns = ['school_code', 'school'] as const;
