import { zipSync } from 'fflate';
import { generatedNames } from '../support/names';

const perClass = 25;
const pupilsPerSchool = 600;
const classesPerPupil = 3;

/** A roster in OneRoster 1.2 for so many people: a teacher to 25 pupils, each pupil in three classes. */
export function generatedRoster(people: number, code: string): { zip: Blob; rows: number } {
  const pupils = Math.round((people * perClass) / (perClass + 1));
  const groups = Math.ceil(pupils / perClass);
  const names = generatedNames(pupils + groups, code);
  const schoolOf = (group: number): string => `${code}S${Math.floor((group * perClass) / pupilsPerSchool)}`;
  const schools = [...new Set(Array.from({ length: groups }, (_, group) => schoolOf(group)))];
  const everyone = names.map(({ givenName, familyName }, n) => {
    const isPupil = n < pupils;
    const group = isPupil ? Math.floor(n / perClass) : n - pupils;
    return {
      key: `${code}${isPupil ? 'p' : 't'}${n}`,
      group,
      givenName,
      familyName,
      role: isPupil ? 'student' : 'teacher',
    };
  });
  const classes = Array.from({ length: groups }, (_, group) =>
    Array.from({ length: classesPerPupil }, (__, n) => ({ key: `${code}c${group}-${n}`, group, n })),
  ).flat();
  const tables = {
    orgs: ['name,type', schools.map((key) => `${key},School ${key},school`)],
    academicSessions: ['title,type,startDate,endDate', [`${code}T,Year,term,2025-09-01,2026-07-20`]],
    classes: [
      'title,classCode,schoolSourcedId,termSourcedIds,subjects',
      classes.map(
        ({ key, group, n }) =>
          `${key},Class ${group}-${n},${group}-${n},${schoolOf(group)},${code}T,Subject ${n}`,
      ),
    ],
    users: [
      'enabledUser,username,givenName,familyName',
      everyone.map(
        ({ key, givenName, familyName }) => `${key},true,${key.toLowerCase()},${givenName},${familyName}`,
      ),
    ],
    roles: [
      'userSourcedId,roleType,role,orgSourcedId',
      everyone.map(({ key, role, group }) => `r${key},${key},primary,${role},${schoolOf(group)}`),
    ],
    enrollments: [
      'classSourcedId,userSourcedId,role',
      everyone.flatMap(({ key, role, group }) =>
        Array.from(
          { length: classesPerPupil },
          (_, n) => `e${key}-${n},${code}c${group}-${n},${key},${role}`,
        ),
      ),
    ],
  } satisfies Record<string, [string, string[]]>;
  const manifest = ['oneroster.version,1.2', ...Object.keys(tables).map((name) => `file.${name},bulk`)];
  const files = Object.entries(tables).map(
    ([name, [header, rows]]) => [`${name}.csv`, text([`sourcedId,${header}`, ...rows])] as const,
  );
  const zip = zipSync(
    Object.fromEntries([['manifest.csv', text(['propertyName,value', ...manifest])], ...files]),
  );
  return {
    zip: new Blob([new Uint8Array(zip)], { type: 'application/zip' }),
    rows: Object.values(tables).reduce((sum, [, rows]) => sum + rows.length, 0),
  };
}

function text(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
