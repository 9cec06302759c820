import { randomUUID } from 'node:crypto';
import type {
  attendanceContract,
  historyContract,
  officeContract,
  rulesContract,
} from '@quad/shared/attendance';
import { classTeachers, district, office, schoolAdmin, self, teachers, family } from '../grants';
import type { Row, RowsOf } from '../row';

const staff = { ...district, ...office };
const readers = { ...staff, ...classTeachers };
const takers = { ...office, ...classTeachers };
/** Everybody who works in the school may have to count its people in an emergency. */
const wardens = { ...office, ...teachers };
const pupilReaders = { ...staff, ...self, ...family };
const since = { query: { epoch: '0', since: '0' } };

export const attendanceRows: RowsOf<typeof attendanceContract> = {
  myToday: { about: 'me', may: teachers },
  myRegisters: { about: 'me', may: teachers },
  myAttendance: { about: 'me', may: { student: ['own'], classmate: ['own'] } },
  openRegister: {
    ...{ about: 'class', may: takers },
    ask: ({ schoolId, classId }) => ({ body: { schoolId, classId, date: '2026-03-04', period: '1' } }),
  },
  startRegister: { about: 'class', may: takers, ask: () => ({ body: { at: '11:00' } }) },
  markRegister: {
    about: 'pupil',
    may: takers,
    ask: ({ pupilId, epoch }, { personId }) => ({
      body: {
        ...{ clientId: randomUUID(), actorId: personId, epoch, since: 0 },
        actions: [
          {
            ...{ mid: randomUUID(), n: 1, seen: { epoch, seq: 0 }, at: Date.parse('2026-03-04T09:01:00Z') },
            ...{ kind: 'mark', changes: [{ pupil: pupilId, code: 'A' }] },
          },
        ],
      },
    }),
  },
  syncRegister: { about: 'class', may: readers, ask: () => since },
  board: { about: 'me', may: staff },
};

export const historyRows: RowsOf<typeof historyContract> = {
  markHistory: { about: 'pupil', may: readers },
};

const bySchool = { about: 'school', may: staff } satisfies Row;

export const officeRows: RowsOf<typeof officeContract> = {
  schoolDay: bySchool,
  absentees: bySchool,
  arrive: {
    ...{ about: 'pupil', may: office, strayed: 409, again: ['registers'] },
    ask: ({ pupilId }) => ({ body: { pupilId } }),
  },
  schoolSummary: bySchool,
  classSummary: { about: 'class', may: readers, refused: 404 },
  trend: { about: 'me', may: staff },
  warnings: bySchool,
  pupilYear: { about: 'pupil', may: pupilReaders, refused: 404 },
  onSite: { about: 'school', may: wardens, shows: wholeSchool },
  rollcall: { about: 'school', may: wardens },
  startRollcall: { about: 'school', may: wardens },
  checkRollcall: {
    ...{ about: 'school', may: wardens },
    ask: ({ pupilId }) => ({
      body: { checks: [{ personId: pupilId, safe: true, at: Date.parse('2026-03-04T09:11:00Z') }] },
    }),
  },
  endRollcall: { about: 'school', may: wardens, again: ['rollcalls'] },
};

/** A warden's list names everybody. */
function wholeSchool(): string[] {
  return ['alder'];
}

export const rulesRows: RowsOf<typeof rulesContract> = {
  schoolRules: bySchool,
  setRules: {
    ...{ about: 'school', may: { ...district, ...schoolAdmin } },
    ask: (_thing, { n }) => ({
      body: {
        ...{ lockAfterMinutes: 20_160, autoCode: null, graceMinutes: n % 600 },
        ...{ quietFrom: '20:00', quietTo: '07:00', dayRule: 'lessons' },
      },
    }),
  },
  setSchoolCodes: {
    ...{ about: 'school', may: { ...district, ...schoolAdmin } },
    // one request takes what the one before gave
    ask: (_thing, { n, allowed }) => ({
      body: n % 2 === 0 || allowed ? { inherit: true } : { preset: 'england' },
    }),
  },
  districtCodes: { about: 'me', may: district },
  setDistrictCodes: { about: 'me', may: district, ask: () => ({ body: { preset: 'international' } }) },
};
