import type { NewGuardian } from '@quad/shared/schools';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { displayName, giveMembership, holdersOf, linkGuardian, setGuardianshipEnd } from '../../identity';
import { refusal } from '../refusal';
import { changeableSchool, todayIn } from '../school-access';
import { makePerson } from './create-person';
import { knownHere } from './known-here';

/** Makes somebody known, or somebody new, guardian of a pupil from today on. */
export async function addGuardian(
  ctx: Context,
  schoolId: string,
  pupilId: string,
  { guardianId, person }: NewGuardian,
): Promise<{ personId: string }> {
  const school = await changeableSchool(ctx, 'people:manage', schoolId);
  const date = todayIn(ctx, school);
  const place = { districtId: school.districtId, schoolId, from: date };
  const { person: pupil } = await knownHere(ctx, pupilId);
  if (!(await holdersOf('student', { ...place, date }, [pupilId])).has(pupilId))
    throw refusal('notPupil', { name: displayName(pupil), date });
  const personId = guardianId ?? (await makeGuardian(ctx, place, person));
  await knownHere(ctx, personId);
  await giveMembership(place, personId, 'guardian');
  await linkGuardian(place, personId, pupilId);
  return { personId };
}

async function makeGuardian(
  ctx: Context,
  place: { districtId: string; schoolId: string; from: string },
  person: NewGuardian['person'],
): Promise<string> {
  if (person === undefined) throw new Failure('invalid_request');
  return (await makePerson(ctx, place, 'guardian', person)).personId;
}

/** @param asked the last day; left out it is today, null brings the guardianship back */
export async function endGuardian(
  ctx: Context,
  schoolId: string,
  guardianshipId: string,
  asked: string | null | undefined,
): Promise<void> {
  const school = await changeableSchool(ctx, 'people:manage', schoolId);
  const to = asked === undefined ? todayIn(ctx, school) : asked;
  const place = { districtId: school.districtId, schoolId };
  if (!(await setGuardianshipEnd(place, guardianshipId, to))) throw new Failure('not_found');
}
