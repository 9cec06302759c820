import type { PersonDetails } from '@quad/shared/schools';
import { lastingFrom } from '../../../platform/database/collection';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { accessOf, familyOf, namesOf } from '../../identity';
import {
  ClassModel,
  EnrolmentModel,
  TeachingModel,
  type Enrolment,
  type SchoolClass,
  type Teaching,
} from '../class.model';
import { schoolFor, todayIn } from '../school-access';
import { knownHere } from './known-here';

export async function readPerson(ctx: Context, schoolId: string, personId: string): Promise<PersonDetails> {
  const school = await schoolFor(ctx, 'people:read', schoolId);
  const today = todayIn(ctx, school);
  const place = { districtId: school.districtId, schoolId };
  const [{ person, memberships }, [access], classes, family] = await Promise.all([
    knownHere(ctx, personId),
    accessOf([personId], school.districtId),
    classesOf(schoolId, personId, today),
    familyOf(place, personId, today),
  ]);
  const here = memberships.filter((membership) => membership.schoolId === schoolId);
  if (here.length === 0) throw new Failure('not_found');
  const { guardians, children } = family;
  const relatives = [...guardians.map((g) => g.guardianId), ...children.map((g) => g.pupilId)];
  const names = await namesOf(relatives, place.districtId, ctx.platform);
  const { code, givenName, familyName, title = null, login = null, email = null } = person;
  return {
    ...{ personId, code, givenName, familyName, title, login, email, classes },
    hasPassword: access?.hasPassword ?? false,
    disabled: person.disabled ?? false,
    memberships: here.map(({ _id: membershipId, role, from, to }) => ({ membershipId, role, from, to })),
    guardians: guardians.map(({ _id, guardianId, from, to }) => ({
      ...{ guardianshipId: _id, personId: guardianId, name: names[guardianId] ?? '', from, to },
    })),
    children: children.map(({ _id, pupilId, from, to }) => ({
      ...{ guardianshipId: _id, personId: pupilId, name: names[pupilId] ?? '', from, to },
    })),
  };
}

async function classesOf(
  schoolId: string,
  personId: string,
  today: string,
): Promise<PersonDetails['classes']> {
  const lasting = lastingFrom(today);
  const [teachings, enrolments] = await Promise.all([
    TeachingModel.find({ personId, schoolId, ...lasting })
      .limit(200)
      .lean<Teaching[]>(),
    EnrolmentModel.find({ schoolId, pupilId: personId, ...lasting })
      .limit(200)
      .lean<Enrolment[]>(),
  ]);
  const spells = [
    ...teachings.map((spell) => ({ ...spell, as: 'teacher' as const })),
    ...enrolments.map((spell) => ({ ...spell, as: 'pupil' as const })),
  ];
  const found = await ClassModel.find(
    { _id: { $in: spells.map(({ classId }) => classId) } },
    { name: 1 },
  ).lean<SchoolClass[]>();
  const names = new Map(found.map(({ _id, name }) => [_id, name]));
  return spells
    .map(({ classId, as, from, to }) => ({ classId, name: names.get(classId) ?? '', as, from, to }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
