import type { Role } from '@quad/shared/platform';

/** As whom requests are made. `operator` holds the key of the machine, `nobody` nothing. */
export interface Who {
  name: string;
  role: Role | 'operator' | 'nobody';
  /** of which of the world’s schools; null: of none */
  school: string | null;
  /** of which of the world’s districts */
  district: 'A' | 'B' | null;
  /** the code of the person it is */
  code: string | null;
}

const at = (school: string, role: Role, n = ''): Who => ({
  ...{ name: `${role}${n} of ${school}`, role, school, district: school.startsWith('A') ? 'A' : 'B' },
  code: `${school}-${role}${n}`,
});
const ofDistrict = (district: 'A' | 'B'): Who => ({
  ...{ name: `districtAdmin of ${district}`, role: 'districtAdmin', school: null, district, code: null },
});
const outside = (role: 'operator' | 'nobody'): Who => ({
  ...{ name: role, role, school: null, district: null, code: null },
});

/** Every role, and those from next door whose things they must not see. */
export const everybody: readonly Who[] = [
  ofDistrict('A'),
  at('A1', 'schoolAdmin'),
  at('A1', 'office'),
  at('A1', 'teacher', '1'),
  at('A1', 'teacher', '2'),
  at('A1', 'student'),
  at('A1', 'guardian'),
  at('A2', 'office'),
  at('A2', 'teacher', '1'),
  at('B1', 'office'),
  at('B1', 'student'),
  ofDistrict('B'),
  outside('operator'),
  outside('nobody'),
];
