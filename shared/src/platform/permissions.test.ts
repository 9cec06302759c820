import { describe, expect, it } from 'vitest';
import {
  can,
  mayEver,
  permissions,
  roleFor,
  roles,
  type ActorFacts,
  type Permission,
  type Role,
} from './permissions';

const [district, school, elsewhere, mine, other] = ['d', 's', 'x', 'm', 'o'] as const;
const date = '2026-03-04';

function anActor(role: Role, fields: Partial<ActorFacts> = {}): ActorFacts {
  const schoolId = role === 'districtAdmin' ? null : school;
  return {
    personId: 'p',
    districtId: district,
    memberships: [{ schoolId, role }],
    teaches: [],
    covers: [],
    children: [],
    ...fields,
  };
}

describe('permissions', () => {
  it('hold for a school role in that school alone', () => {
    const office = anActor('office');
    expect(can(office, 'register:mark', { schoolId: school })).toBe(true);
    expect(can(office, 'register:mark', { schoolId: elsewhere })).toBe(false);
    expect(can(office, 'register:mark', {})).toBe(false);
  });

  it('hold for a teacher on the days they teach the class', () => {
    const teaches = [{ classId: mine, schoolId: school, from: '2026-01-01', to: '2026-03-04' }];
    const teacher = anActor('teacher', { teaches });
    expect(roleFor(teacher, 'register:mark', { schoolId: school, classId: mine, date })).toBe('teacher');
    expect(can(teacher, 'register:mark', { schoolId: school, classId: mine, date: '2026-03-05' })).toBe(
      false,
    );
    expect(can(teacher, 'register:mark', { schoolId: school, classId: other, date })).toBe(false);
    expect(can(teacher, 'register:mark', { schoolId: school, classId: mine })).toBe(false);
    expect(
      can({ ...teacher, memberships: [] }, 'register:mark', { schoolId: school, classId: mine, date }),
    ).toBe(false);
  });

  it('hold for a cover between its moments, for registers of its days', () => {
    const cover = { classId: mine, schoolId: school, from: 100, to: 200, date, lastDate: date };
    const teacher = anActor('teacher', { covers: [cover] });
    const may = (target: object): boolean =>
      can(teacher, 'register:mark', { schoolId: school, classId: mine, date, at: 150, ...target });
    expect(may({})).toBe(true);
    expect(may({ at: 100 })).toBe(true);
    expect(may({ at: 99 })).toBe(false);
    expect(may({ at: 200 })).toBe(false);
    expect(may({ at: undefined })).toBe(false);
    expect(may({ classId: other })).toBe(false);
    expect(may({ date: '2026-03-03' })).toBe(false);
    expect(may({ schoolId: elsewhere })).toBe(false);
  });

  it('hold for guardians of their children and for pupils of themselves', () => {
    expect(can(anActor('guardian', { children: ['kid'] }), 'attendance:pupil', { personId: 'kid' })).toBe(
      true,
    );
    expect(can(anActor('guardian', { children: ['kid'] }), 'attendance:pupil', { personId: 'p' })).toBe(
      false,
    );
    expect(can(anActor('student'), 'attendance:own', { personId: 'p' })).toBe(true);
    expect(can(anActor('student'), 'attendance:own', { personId: 'q' })).toBe(false);
  });

  it('hold for guardians in the schools that know them as such', () => {
    const guardianOf = [{ pupilId: 'kid', schoolId: school }];
    const guardian = anActor('guardian', { children: ['kid'], guardianOf });
    expect(can(guardian, 'attendance:pupil', { personId: 'kid', schoolId: school })).toBe(true);
    expect(can(guardian, 'attendance:pupil', { personId: 'kid', schoolId: elsewhere })).toBe(false);
    expect(can(guardian, 'attendance:pupil', { personId: 'kid' })).toBe(true);
  });

  it('never cross a district', () => {
    expect(can(anActor('districtAdmin'), 'board:read', { districtId: district })).toBe(true);
    expect(can(anActor('districtAdmin'), 'board:read', { districtId: 'another' })).toBe(false);
  });

  it('are nobody’s without a role', () => {
    const nobody = { ...anActor('student'), memberships: [] };
    for (const permission of Object.keys(permissions) as Permission[]) {
      expect(mayEver(nobody, permission)).toBe(permission === 'session:own');
      expect(
        can(nobody, permission, {
          districtId: district,
          schoolId: school,
          classId: mine,
          date,
          personId: 'p',
        }),
      ).toBe(false);
    }
    expect(roles.filter((role) => mayEver(anActor(role), 'register:mark'))).toEqual([
      'schoolAdmin',
      'office',
      'teacher',
    ]);
  });
});
