import { addDays, instantOf, wallClock } from '@quad/shared/platform';
import mongoose from 'mongoose';
import { openDueRegisters, summariseSchool } from '../modules/attendance';
import { enrolPeople, type IncomingPerson } from '../modules/identity';
import {
  bringInSchool,
  dangerouslyCreateDistrict,
  dangerouslySetOffset,
  dayKindOn,
  districtOf,
  hasLessons,
  loadTimetable,
  nextSchoolDay,
} from '../modules/schools';
import type { Platform } from '../platform/platform';
import { makeCourse } from './demo-course';
import { makeFamilies, makeGuardian } from './demo-families';
import { writeHistory } from './demo-history';
import { demoSchools, demoStart, timeZone } from './demo-schools';

export interface Demo {
  people: { name: string; role: string; login: string }[];
  password: string;
  /** what the district's wall clock shows */
  clock: string;
}

const districtName = 'Riverside Schools';
const admin = { givenName: 'Amina', familyName: 'Diallo', login: 'amina' };
/** A teacher, and father of a girl in 8C: the same person in two roles. */
const lind = {
  ...{ code: 'HAR-T7', givenName: 'Magnus', familyName: 'Lind', title: 'Mr', role: 'teacher' as const },
  login: 'lind',
};
/** Those one can sign in as, all with the password of this installation. */
const staff = [
  {
    code: 'HAR-A1',
    givenName: 'Grace',
    familyName: 'Mensah',
    title: 'Ms',
    role: 'schoolAdmin',
    login: 'grace',
  },
  { code: 'HAR-O1', givenName: 'Tom', familyName: 'Fischer', title: 'Mr', role: 'office', login: 'tom' },
  { code: 'HAR-T0', givenName: 'Anjali', familyName: 'Rao', title: 'Ms', role: 'teacher', login: 'rao' },
  lind,
  { code: 'HAR-7B-1', givenName: 'Amara', familyName: 'Okafor', role: 'student', login: 'amara' },
] as const satisfies IncomingPerson[];
/** Amara's mother, and that of a boy in 9A. */
const okafor = {
  code: 'HAR-G1',
  givenName: 'Ngozi',
  familyName: 'Okafor',
  title: 'Ms',
  role: 'guardian',
  login: 'okafor',
} as const satisfies IncomingPerson;

/** Fills an empty installation with the demo district; each step can be repeated, so a start that was cut off is finished by the next. */
export async function prepareDemo(platform: Platform, say: (step: string) => void): Promise<Demo> {
  const password = platform.secrets.demoPassword;
  const installation = mongoose.connection.collection<{ _id: string; districtId: string; schoolId: string }>(
    'installation',
  );
  let demo = await installation.findOne({ _id: 'demo' });
  if (demo === null) {
    demo = { _id: 'demo', ...(await make(platform, password, say)) };
    await installation.insertOne(demo);
  }
  const clock = await wakeClock(demo, platform);
  await openDueRegisters(platform);
  // by the clock people will see, or their notices of it would come from another day
  if (await makeCourse(demo, platform)) say('demo course for 7B');
  const people = [{ ...admin, role: 'districtAdmin' }, ...staff, okafor].map(
    ({ givenName, familyName, role, login }) => ({ name: `${givenName} ${familyName}`, role, login }),
  );
  return { people, password, clock };
}

async function make(
  platform: Platform,
  password: string,
  say: (step: string) => void,
): Promise<{ districtId: string; schoolId: string }> {
  say('demo district');
  const { districtId } = await dangerouslyCreateDistrict(
    {
      code: 'demo',
      name: districtName,
      timeZone,
      admin: { ...admin, password },
      adminsNeedSecondFactor: false,
    },
    platform,
  );
  const schoolIds: string[] = [];
  for (const [index, school] of demoSchools().entries()) {
    const { schoolId } = await bringInSchool(districtId, school, platform);
    schoolIds.push(schoolId);
    if (index === 0)
      await enrolPeople(
        { districtId, schoolId, from: school.terms[0]?.from ?? '', rostered: true },
        staff.map((person) => ({ ...person, password })),
        platform.hasher,
      );
    const registers = await writeHistory(schoolId, index + 1, platform);
    await summariseSchool(schoolId, platform);
    if (index === 0) {
      const place = { districtId, schoolId, from: school.terms[0]?.from ?? '', rostered: true };
      const families = await makeFamilies(place, school, { ...okafor, password }, platform);
      await makeGuardian(place, { ...lind, role: 'guardian' }, school, 'HAR-8C-6', platform);
      say(`demo families: ${families} guardians at ${school.name}`);
    }
    say(`demo school ${school.name}: ${school.pupils.length} pupils, ${registers} registers since September`);
  }
  return { districtId, schoolId: schoolIds[0] ?? '' };
}

/** Leaves the clock alone while there is school; else moves it to the next morning there is, so that a Sunday shows a school day. */
async function wakeClock(
  { districtId, schoolId }: { districtId: string; schoolId: string },
  platform: Platform,
): Promise<string> {
  const [{ clockOffset }, timetable] = await Promise.all([
    districtOf(districtId, platform),
    loadTimetable(schoolId, platform),
  ]);
  const wall = wallClock(Date.now() + clockOffset, timeZone);
  const schoolIsOn =
    timetable !== null &&
    clockOffset !== 0 &&
    hasLessons(dayKindOn(timetable, wall.date)) &&
    wall.time >= '08:00' &&
    wall.time < '15:00';
  if (schoolIsOn) return `${wall.date} ${wall.time}`;
  const next = timetable === null || clockOffset === 0 ? null : nextSchoolDay(timetable, wall.date, addDays);
  const date = next ?? demoStart.date;
  await dangerouslySetOffset(districtId, instantOf(date, demoStart.time, timeZone) - Date.now(), platform);
  return `${date} ${demoStart.time}`;
}
