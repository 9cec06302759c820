import { newId } from '../../platform/database/connect';
import type { Platform } from '../../platform/platform';
import { enrolPeople, linkGuardian } from '../identity';
import { ClassModel, EnrolmentModel } from './class.model';
import { dangerouslyCreateDistrict } from './create-district';
import { bringInSchool } from './import-school';

/** What tests stand on: a district with a clock, and a school in which two classes meet at 08:55 and 09:50 every weekday. */
export interface ASchool {
  districtId: string;
  schoolId: string;
  /** taught by `teacher` and `colleague` */
  mathematics: string;
  /** taught by `colleague` alone */
  history: string;
  pupils: string[];
  /** sign-in names */
  admin: string;
  teacher: string;
  colleague: string;
  office: string;
  /** pupil0 */
  student: string;
  /** of pupil0 */
  guardian: string;
}

interface Fields {
  districtId?: string;
  pupils?: number;
  password: string;
}

export async function aSchool(
  platform: Platform,
  { districtId: given, pupils = 3, password }: Fields,
): Promise<ASchool> {
  const unique = newId().slice(-8);
  const login = (who: string): string => `${who}-${unique}`;
  const admin = { givenName: 'Ada', familyName: 'Admin', login: login('admin'), password };
  const districtId =
    given ??
    (
      await dangerouslyCreateDistrict(
        {
          code: unique,
          name: 'Test district',
          timeZone: 'Europe/London',
          admin,
          adminsNeedSecondFactor: false,
        },
        platform,
      )
    ).districtId;
  const teachers = ['teacher', 'colleague'].map((who) => ({
    code: login(who),
    title: 'Ms',
    givenName: 'T',
    familyName: who,
    login: login(who),
    password,
  }));
  const roll = Array.from({ length: pupils }, (_, i) => ({
    code: login(`pupil${i}`),
    givenName: `Pupil${i}`,
    familyName: 'Test',
  }));
  const lessons = (period: string) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, period }));
  const common = { room: 'Room 1', pupilCodes: roll.map((pupil) => pupil.code) };
  const { schoolId } = await bringInSchool(
    districtId,
    {
      code: unique,
      name: `School ${unique}`,
      group: null,
      timeZone: 'Europe/London',
      terms: [{ name: 'Spring term', from: '2026-01-05', to: '2026-04-02' }],
      days: [{ date: '2026-03-06', kind: 'holiday' }],
      periods: [
        { period: '1', name: 'Period 1', starts: '08:55', ends: '09:45' },
        { period: '2', name: 'Period 2', starts: '09:50', ends: '10:40' },
      ],
      teachers,
      pupils: roll,
      classes: [
        {
          ...common,
          code: 'MAT',
          name: '7B Mathematics',
          subject: 'Mathematics',
          teacherCodes: teachers.map((t) => t.code),
          lessons: lessons('1'),
        },
        {
          ...common,
          code: 'HIS',
          name: '7B History',
          subject: 'History',
          teacherCodes: [login('colleague')],
          lessons: lessons('2'),
        },
      ],
    },
    platform,
  );
  const from = '2026-01-05';
  const people = await enrolPeople(
    { districtId, schoolId, from },
    [
      {
        code: login('office'),
        givenName: 'Olu',
        familyName: 'Office',
        role: 'office',
        login: login('office'),
        password,
      },
      {
        code: login('pupil0'),
        givenName: 'Pupil0',
        familyName: 'Test',
        role: 'student',
        login: login('student'),
        password,
      },
      {
        code: login('guardian'),
        givenName: 'Gus',
        familyName: 'Guardian',
        role: 'guardian',
        login: login('guardian'),
        password,
      },
    ],
    platform.hasher,
  );
  await linkGuardian(
    { districtId, schoolId, from },
    people.get(login('guardian')) ?? '',
    people.get(login('pupil0')) ?? '',
  );
  const classes = await ClassModel.find({ schoolId }).lean();
  const idOf = (code: string): string => classes.find((c) => c.code === code)?._id ?? '';
  const enrolled = await EnrolmentModel.find({ classId: idOf('MAT') })
    .sort({ pupilId: 1 })
    .lean();
  return {
    districtId,
    schoolId,
    mathematics: idOf('MAT'),
    history: idOf('HIS'),
    pupils: enrolled.map((enrolment) => enrolment.pupilId),
    ...{
      admin: admin.login,
      teacher: login('teacher'),
      colleague: login('colleague'),
      office: login('office'),
      student: login('student'),
      guardian: login('guardian'),
    },
  };
}
