import mongoose from 'mongoose';
import { newId } from '../platform/database/connect';
import type { Platform } from '../platform/platform';
import { dangerouslyCreateDistrict } from '../modules/schools';
import { GuardianshipModel, MembershipModel, SessionModel } from '../modules/identity/person.model';
import { CoverModel, TeachingModel } from '../modules/schools/class.model';
import { password, type TestApp } from '../testing/test-app';
import type { Actor, Relation } from './grants';
import { learningOf, type Learned } from './learning';
import { recordsOf, type Records } from './records';
import { registersOf, type Registers } from './registers';
import { loginOf, makeSchool, type MadeSchool, type Word } from './schools';
import { Browser, signIn } from './session';

/** Everything a request can name, of one relation. */
export interface Thing extends Records, Registers, Learned {
  districtId: string;
  schoolId: string;
  classId: string;
  pupilId: string;
  spareId: string;
  spareLogin: string;
  spareTeacherId: string;
  sparePupilId: string;
  /** who is nothing any more, and their name */
  leaverId: string;
  leaverName: string;
  adminMembershipId: string;
  /** of the pupil, on another device */
  sessionId: string;
}

interface Somebody {
  browser: Browser;
  personId: string;
}

export interface World {
  districtId: string;
  things: Record<Relation, Thing>;
  actors: Record<Actor, Somebody>;
}

const logins: Record<Exclude<Actor, 'nobody'>, string> = {
  ...{ districtAdmin: 'admin-alder', sleepingDistrictAdmin: 'second-alder' },
  ...{ schoolAdmin: 'alder-admin', sleepingSchoolAdmin: 'alder-sleeper', office: 'alder-office' },
  ...{ teacher: 'alder-teacher', colleague: 'alder-colleague', substitute: 'alder-substitute' },
  ...{ formerSubstitute: 'alder-formersub', pastTeacher: 'alder-pastteacher' },
  ...{ student: 'alder-pupil1', classmate: 'alder-pupil2' },
  ...{ guardian: 'alder-guardian1', classmatesGuardian: 'alder-guardian2' },
  ...{ formerGuardian: 'alder-formerguardian', formerMember: 'alder-formermember' },
};
const awakeAdmins = ['districtAdmin', 'schoolAdmin'] as const;

/** Two districts, of which the first has two schools; a school morning; everybody signed in. */
export async function makeWorld(app: TestApp): Promise<World> {
  const { platform } = app.app;
  const [here, elsewhere] = [await makeDistrict('alder', platform), await makeDistrict('cedar', platform)];
  for (const { districtId } of [here, elsewhere]) await app.setClock(districtId, '2026-03-04', '09:10');
  const alder = await makeSchool(here.districtId, 'alder', platform);
  const birch = await makeSchool(here.districtId, 'birch', platform);
  const cedar = await makeSchool(elsewhere.districtId, 'cedar', platform);
  for (const school of [alder, birch, cedar]) await endWhatEnded(school);
  const thing = async (school: MadeSchool, pupil: 1 | 2 | 3, adminMembershipId: string): Promise<Thing> => {
    const classId = school.classIds[pupil === 3 ? 'second' : 'first'];
    const idOf = (name: string): string => school.people.get(name) ?? '';
    const pupilId = idOf(`pupil${pupil}`);
    const guardianId = idOf(`guardian${pupil}`);
    const teacher = pupil === 3 ? 'colleague' : 'teacher';
    const browser = await signIn(app.url, loginOf(school.word, teacher));
    await signIn(app.url, loginOf(school.word, `pupil${pupil}`));
    const session = await SessionModel.findOne({ personId: pupilId }).lean();
    const { districtId, schoolId } = school;
    const place = { districtId, schoolId, classId, pupilId };
    const registers = await registersOf(browser, place);
    const people = { guardianId, teacherId: idOf(teacher), coverId: idOf('spareteacher') };
    return {
      ...place,
      ...{ spareId: idOf('spare'), spareLogin: loginOf(school.word, 'spare') },
      ...{ spareTeacherId: idOf('spareteacher'), sparePupilId: idOf('sparepupil') },
      ...{ leaverId: idOf('leaver'), leaverName: `Kim ${school.word}leaver` },
      ...{ adminMembershipId, sessionId: session?._id ?? '' },
      ...registers,
      ...(await recordsOf(place, people, registers)),
      ...(await learningOf({
        ...{ ...place, teacherId: idOf(teacher), teacherLogin: loginOf(school.word, teacher) },
        keys: platform.secrets.keys,
        pupilIds: (pupil === 3 ? ['pupil3'] : ['pupil1', 'pupil2']).map(idOf),
      })),
    };
  };
  const own = await thing(alder, 1, here.secondMembershipId);
  const otherSchool = await thing(birch, 1, here.secondMembershipId);
  const things = {
    own,
    ...{ classmate: await thing(alder, 2, here.secondMembershipId), otherSchool },
    otherClass: await thing(alder, 3, here.secondMembershipId),
    otherDistrict: await thing(cedar, 1, elsewhere.secondMembershipId),
    never: unknown(own),
    strayed: { ...otherSchool, schoolId: own.schoolId },
  };
  return { districtId: here.districtId, things, actors: await signEverybodyIn(app) };
}

async function makeDistrict(
  word: Word,
  platform: Platform,
): Promise<{ districtId: string; secondMembershipId: string }> {
  const admin = (which: string) => ({
    ...{ givenName: 'Kim', familyName: `${word}${which}`, login: `${which}-${word}`, password },
  });
  const made = { code: word, name: 'District', timeZone: 'Europe/London', adminsNeedSecondFactor: true };
  const { districtId } = await dangerouslyCreateDistrict({ ...made, admin: admin('second') }, platform);
  const second = await MembershipModel.findOne({ districtId }).lean();
  await dangerouslyCreateDistrict({ ...made, admin: admin('admin') }, platform);
  return { districtId, secondMembershipId: second?._id ?? '' };
}

/** What held until last week, and what until this morning. */
async function endWhatEnded({ districtId, schoolId, people, classIds }: MadeSchool): Promise<void> {
  const idOf = (name: string): string => people.get(name) ?? '';
  const to = '2026-02-27';
  const spell = { districtId, schoolId, classId: classIds.first, from: '2026-01-05' };
  const cover = { districtId, schoolId, classId: classIds.first, note: null, by: idOf('office') };
  const from = Date.parse('2026-03-02T08:00Z');
  const days = { date: '2026-03-02', lastDate: '2026-03-04', from };
  await Promise.all([
    MembershipModel.updateMany(
      { personId: { $in: [idOf('formermember'), idOf('leaver')] } },
      { $set: { to } },
    ),
    GuardianshipModel.updateMany({ guardianId: idOf('formerguardian') }, { $set: { to } }),
    TeachingModel.create([
      { ...spell, _id: newId(), personId: idOf('pastteacher'), to },
      { ...spell, _id: newId(), personId: idOf('formermember'), to: null },
    ]),
    CoverModel.create([
      { ...cover, ...days, _id: newId(), personId: idOf('substitute'), to: Date.parse('2026-03-04T15:30Z') },
      { ...cover, ...days, _id: newId(), personId: idOf('formersub'), to: Date.parse('2026-03-04T08:30Z') },
    ]),
  ]);
}

/** The same with ids that nothing ever had. */
function unknown(thing: Thing): Thing {
  const fresh = Object.entries(thing).map(([field, value]) => [
    field,
    field.endsWith('Id') ? newId() : (value as unknown),
  ]);
  return Object.fromEntries(fresh) as Thing;
}

async function signEverybodyIn(app: TestApp): Promise<World['actors']> {
  const entries = await Promise.all(
    Object.entries(logins).map(async ([actor, login]) => {
      const browser = await signIn(app.url, login);
      const person = await mongoose.connection.collection('people').findOne({ login });
      return [actor, { browser, personId: String(person?._id) }] as const;
    }),
  );
  const nobody = { browser: new Browser(app.url), personId: newId() };
  const all = Object.fromEntries([...entries, ['nobody', nobody]]) as World['actors'];
  const awake = awakeAdmins.map((actor) => all[actor].personId);
  await SessionModel.updateMany({ personId: { $in: awake } }, { $set: { secondFactor: true } });
  for (const actor of awakeAdmins)
    while ((await all[actor].browser.send('GET', '/api/v1/schools')).status !== 200) await pause();
  return all;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
