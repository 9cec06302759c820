import { instantOf } from '@quad/shared/platform';
import { pupilAttendance, queryMark, reportAbsence } from '../modules/attendance';
import { enrolPeople, linkGuardian, type IncomingPerson } from '../modules/identity';
import { districtOf } from '../modules/schools';
import { Context } from '../platform/http/context';
import type { Platform } from '../platform/platform';
import { demoStart, timeZone, type demoSchools } from './demo-schools';
import { drawNames } from './names';
import { seeded } from './random';

type School = ReturnType<typeof demoSchools>[number];
type Pupil = School['pupils'][number];

interface Family {
  guardian: IncomingPerson;
  pupils: Pupil[];
}

interface Place {
  districtId: string;
  schoolId: string;
  from: string;
  rostered?: boolean;
}

/** Guardians for most pupils, and a morning's worth of what they ask of the school. */
export async function makeFamilies(
  place: Place,
  school: School,
  okafor: IncomingPerson,
  platform: Platform,
): Promise<number> {
  const families = familiesOf(school, okafor);
  const pupils: IncomingPerson[] = families.flatMap((family) =>
    family.pupils.map((pupil) => ({ ...pupil, role: 'student' })),
  );
  const guardians = families.map((family) => family.guardian);
  const ids = await enrolPeople(place, [...pupils, ...guardians], platform.hasher);
  const idOf = (code: string): string => ids.get(code) ?? '';
  await Promise.all(
    families.flatMap(({ guardian, pupils: children }) =>
      children.map((pupil) => linkGuardian(place, idOf(guardian.code), idOf(pupil.code))),
    ),
  );
  await askThings(place, families, idOf, platform);
  return families.length;
}

/** Somebody who is something else here, too. */
export async function makeGuardian(
  place: Place,
  guardian: IncomingPerson,
  { pupils }: School,
  childCode: string,
  { hasher }: Platform,
): Promise<void> {
  const child = pupils
    .filter(({ code }) => code === childCode)
    .map((pupil) => ({ ...pupil, role: 'student' as const }));
  const ids = await enrolPeople(place, [guardian, ...child], hasher);
  await linkGuardian(place, ids.get(guardian.code) ?? '', ids.get(childCode) ?? '');
}

/** Ms Okafor has a child in 7B and one in 9A; the others have one, and some pupils have nobody here yet. */
function familiesOf(school: School, okafor: IncomingPerson): Family[] {
  const own = school.pupils.filter(
    (pupil) => pupil.familyName === okafor.familyName && /-1$/.test(pupil.code),
  );
  const others = school.pupils.filter((pupil, i) => !own.includes(pupil) && i % 9 !== 8);
  const names = drawNames(others.length, seeded(77));
  return [
    { guardian: okafor, pupils: own },
    ...others.map((pupil, i) => ({
      guardian: {
        ...{ code: `${pupil.code}-G`, role: 'guardian' as const, title: i % 2 === 0 ? 'Ms' : 'Mr' },
        ...{ givenName: names[i]?.givenName ?? '', familyName: pupil.familyName },
      },
      pupils: [pupil],
    })),
  ];
}

/** Reports of absences and a question about a mark, made by the use cases themselves at the demo's first moment. */
async function askThings(
  place: Place,
  families: readonly Family[],
  idOf: (code: string) => string,
  platform: Platform,
): Promise<void> {
  const { date, time } = demoStart;
  const district = await districtOf(place.districtId, platform);
  const clockOffset = instantOf(date, time, timeZone) - Date.now();
  const as = ({ guardian, pupils }: Family): { ctx: Context; pupil: string } => {
    const { givenName, familyName } = guardian;
    const name = `${givenName} ${familyName}`;
    const children = pupils.map((pupil) => idOf(pupil.code));
    const { districtId, schoolId } = place;
    const actor = {
      ...{ personId: idOf(guardian.code), sessionId: '', districtId, login: '', givenName, name },
      ...{ secondFactor: 'off' as const, provedUntil: 0 },
      ...{ formalName: name, teaches: [], covers: [], children },
      memberships: [{ schoolId, role: 'guardian' as const, schoolName: null }],
    };
    const ctx = new Context(platform, platform.log, actor, { ...district, clockOffset });
    return { ctx, pupil: children[0] ?? '' };
  };
  const inCohort = (cohort: string): Family[] =>
    families.filter(({ pupils }) => pupils[0]?.code.includes(`-${cohort}-`) === true);
  const reports = [
    { by: inCohort('9A')[4], reasonKind: 'illness', to: date, text: 'Fever since last night.' },
    { by: inCohort('8C')[7], reasonKind: 'appointment', to: date, text: 'At the dentist until noon.' },
    { by: inCohort('7D')[2], reasonKind: 'family', to: '2026-03-06', text: 'My sister’s wedding in Leeds.' },
  ] as const;
  for (const { by, ...report } of reports) {
    if (by === undefined) continue;
    const { ctx, pupil } = as(by);
    await reportAbsence(ctx, pupil, { from: date, ...report });
  }
  for (const family of families) {
    const { ctx, pupil } = as(family);
    const { marks } = await pupilAttendance(ctx, pupil, date.slice(0, 7));
    const absent = marks.find((mark) => mark.code === 'A' && mark.date < date);
    if (absent === undefined) continue;
    const text = 'Our child was in this lesson and brought the homework home.';
    await queryMark(ctx, absent.registerId, pupil, { text, ver: absent.ver });
    return;
  }
}
