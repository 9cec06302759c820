import type { SchoolCalendar, TermFields } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { TermModel } from '../school.model';
import { changeableSchool, forgetTimetable } from '../school-access';
import { presentCalendar } from './read-calendar';

/** Replaces the list of terms. What left it stays in the database, out of use. */
export async function setTerms(
  ctx: Context,
  schoolId: string,
  terms: readonly TermFields[],
): Promise<SchoolCalendar> {
  const school = await changeableSchool(ctx, 'school:manage', schoolId);
  await writeTerms(school, terms);
  await TermModel.updateMany(
    { schoolId, removedAt: null, from: { $nin: terms.map(({ from }) => from) } },
    { $set: { removedAt: ctx.now() } },
  );
  await forgetTimetable(ctx, schoolId);
  return presentCalendar(ctx, school);
}

/** Makes or updates terms by the day they begin. */
export async function writeTerms(
  { districtId, schoolId }: { districtId: string; schoolId: string },
  terms: readonly TermFields[],
): Promise<void> {
  if (terms.length === 0) return;
  await TermModel.bulkWrite(
    terms.map(({ from, name, to }) => ({
      updateOne: {
        filter: { schoolId, from },
        update: { $set: { name, to, removedAt: null }, $setOnInsert: { _id: newId(), districtId } },
        upsert: true,
      },
    })),
  );
}
