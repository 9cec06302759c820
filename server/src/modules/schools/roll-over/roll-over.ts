import type { RollOver, RollOverPlan } from '@quad/shared/schools';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { endRole } from '../../identity';
import { writeTerms } from '../calendar/set-terms';
import { ClassModel, EnrolmentModel, LessonModel, TeachingModel } from '../class.model';
import { refusal } from '../refusal';
import type { School } from '../school.model';
import { changeableSchool, forgetTimetable } from '../school-access';
import { planYear, type YearPlan } from './plan-year';

/**
 * Moves a school into its next year. Each step can be repeated and changes nothing the second time, so a run that was cut
 * off is finished by running it again. Teachers and lessons of the new year are not carried over: it has its own timetable.
 */
export async function rollOver(ctx: Context, schoolId: string, asked: RollOver): Promise<RollOverPlan> {
  const school = await changeableSchool(ctx, 'year:roll', schoolId);
  const plan = await planYear(school, asked);
  if (!asked.apply) return present(plan, false);
  if (asked.plan !== plan.digest) throw refusal('planChanged');
  if (plan.errors.length > 0) throw refusal('planBroken');
  await writeTerms(school, asked.terms);
  await endOldYear(school, plan, asked.lastDay);
  await beginNewYear(school, plan);
  await endRole(school, 'student', plan.leaverIds, asked.lastDay);
  await forgetTimetable(ctx, schoolId);
  ctx.log.info({ person: ctx.actor.personId, school: schoolId, moved: plan.moved }, 'year rolled over');
  return present(plan, true);
}

async function endOldYear({ _id: schoolId }: School, { classes }: YearPlan, lastDay: string): Promise<void> {
  const ids = classes.map(({ classId }) => classId);
  const goesOn = { schoolId, to: { $not: { $lte: lastDay } } };
  const spells = { ...goesOn, classId: { $in: ids }, from: { $lte: lastDay } };
  const ends = { $set: { to: lastDay } };
  await LessonModel.updateMany(spells, ends);
  await TeachingModel.updateMany(spells, ends);
  await EnrolmentModel.updateMany(spells, ends);
  await ClassModel.updateMany({ ...goesOn, _id: { $in: ids } }, ends);
}

async function beginNewYear(
  { _id: schoolId, districtId }: School,
  { classes, firstDay }: YearPlan,
): Promise<void> {
  const going = classes.flatMap(({ next, ...old }) => (next === null ? [] : [{ ...old, next }]));
  if (going.length === 0) return;
  await ClassModel.bulkWrite(
    going.map(({ next: { classId, code, name }, subject, room }) => ({
      updateOne: {
        filter: { _id: classId },
        update: { $set: { code, name }, $setOnInsert: { districtId, schoolId, subject, room, to: null } },
        upsert: true,
      },
    })),
  );
  const enrolments = going.flatMap(({ next: { classId }, pupilIds }) =>
    pupilIds.map((pupilId) => ({
      updateOne: {
        filter: { classId, pupilId, from: firstDay },
        update: { $setOnInsert: { _id: newId(), districtId, schoolId, to: null } },
        upsert: true,
      },
    })),
  );
  if (enrolments.length > 0) await EnrolmentModel.bulkWrite(enrolments);
}

function present({ digest, classes, moved, leaverIds, errors }: YearPlan, applied: boolean): RollOverPlan {
  const rows = classes.map(({ classId, code, name, next, pupils }) => ({
    classId,
    code,
    name,
    next,
    pupils,
  }));
  return { plan: digest, applied, classes: rows, moved, leavers: leaverIds.length, errors };
}
