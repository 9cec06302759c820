import type { ClassDetails } from '@quad/shared/schools';
import { lastingFrom } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { peopleOf, displayName, formalName, inOrderOfNames } from '../../identity';
import {
  EnrolmentModel,
  LessonModel,
  TeachingModel,
  type Enrolment,
  type Lesson,
  type Teaching,
} from '../class.model';
import type { School } from '../school.model';
import { schoolFor, todayIn } from '../school-access';
import { classOf } from './class-access';

/** A class with everybody and every lesson of today and later; what is over is left out. */
export async function readClass(ctx: Context, schoolId: string, classId: string): Promise<ClassDetails> {
  const school = await schoolFor(ctx, 'class:manage', schoolId);
  const { code, name, subject, room, to } = await classOf(ctx, schoolId, classId);
  const lasting = { classId, ...lastingFrom(todayIn(ctx, school)) };
  const [teachings, enrolments, lessons] = await Promise.all([
    TeachingModel.find(lasting).sort({ from: 1 }).limit(50).lean<Teaching[]>(),
    EnrolmentModel.find(lasting).limit(1_000).lean<Enrolment[]>(),
    LessonModel.find({ schoolId, ...lasting })
      .limit(200)
      .lean<Lesson[]>(),
  ]);
  const ids = [...teachings.map((t) => t.personId), ...enrolments.map((e) => e.pupilId)];
  const [people, order] = await Promise.all([
    peopleOf(ids, school.districtId),
    inOrderOfNames(ids, school.districtId),
  ]);
  const place = new Map(order.map((id, index) => [id, index]));
  return {
    ...{ classId, schoolId, code, name, subject, room, to },
    teachers: teachings.map(({ _id, personId, from, to: last }) => {
      const person = people.get(personId);
      return {
        teachingId: _id,
        personId,
        name: person === undefined ? '' : formalName(person),
        from,
        to: last,
      };
    }),
    pupils: enrolments
      .sort((a, b) => (place.get(a.pupilId) ?? 0) - (place.get(b.pupilId) ?? 0))
      .map(({ _id, pupilId, from, to: last }) => {
        const person = people.get(pupilId);
        const shown =
          person === undefined ? { name: '', code: '' } : { name: displayName(person), code: person.code };
        return { enrolmentId: _id, personId: pupilId, ...shown, from, to: last };
      }),
    lessons: presentLessons(school, lessons),
  };
}

function presentLessons({ periods }: School, lessons: readonly Lesson[]): ClassDetails['lessons'] {
  return lessons
    .flatMap(({ _id: lessonId, weekday, period, room, from, to }) => {
      const bell = periods.find((each) => each.period === period);
      if (bell === undefined) return [];
      const { name: periodName, starts, ends } = bell;
      return [{ lessonId, weekday, period, periodName, starts, ends, room, from, to }];
    })
    .sort((a, b) => a.weekday - b.weekday || a.starts.localeCompare(b.starts));
}
