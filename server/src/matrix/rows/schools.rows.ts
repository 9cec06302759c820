import type {
  adminContract,
  rollOverContract,
  schoolAccessContract,
  schoolsContract,
  searchContract,
  setUpContract,
} from '@quad/shared/schools';
import { district, office, schoolAdmin, teachers } from '../grants';
import type { Ask, Row, RowsOf } from '../row';

const staff = { ...district, ...office };
const admins = { ...district, ...schoolAdmin };
const admin = (suffix: string) => ({ givenName: 'New', familyName: 'Admin', login: `new-${suffix}` });

export const schoolsRows: RowsOf<typeof schoolsContract> = {
  myClasses: { about: 'me', may: teachers },
  setClock: {
    about: 'me',
    may: district,
    ask: () => ({ body: { kind: 'set', date: '2026-03-04', time: '09:20' } }),
    last: true,
  },
  importSchool: {
    about: 'me',
    may: district,
    ask: (_thing, { n }) => ({
      body: {
        ...{ code: `imported-${n}`, name: 'Imported', group: null, timeZone: 'Europe/London' },
        terms: [{ name: 'Spring', from: '2026-01-05', to: '2026-04-02' }],
        periods: [{ period: '1', name: 'Period 1', starts: '09:00', ends: '10:00' }],
        ...{ teachers: [], pupils: [], classes: [] },
      },
    }),
  },
  createDistrict: {
    about: 'me',
    may: {},
    ask: (_thing, { n }) => ({
      body: {
        ...{ code: `district-${n}`, name: 'Another', timeZone: 'Europe/London' },
        admin: { ...admin(String(n)), password: 'purple donkeys eat umbrellas' },
      },
    }),
    always: 401,
  },
};

export const setUpRows: RowsOf<typeof setUpContract> = {
  setUpNeeded: { about: 'me', may: {}, always: 200 },
  setUp: {
    about: 'me',
    may: {},
    ask: (_thing, { n }) => ({
      body: {
        ...{ code: 'ZZZZ-ZZZZ-ZZZZ', district: { name: 'Another', timeZone: 'Europe/London' } },
        admin: { ...admin(String(n)), password: 'purple donkeys eat umbrellas' },
      },
    }),
    always: 404,
  },
};

export const adminRows: RowsOf<typeof adminContract> = {
  listSchools: { about: 'me', may: staff },
  createSchool: {
    about: 'me',
    may: district,
    ask: (_thing, { n }) => ({
      body: { code: `made-${n}`, name: 'Made', group: null, timeZone: 'Europe/London' },
    }),
  },
  school: { about: 'school', may: staff },
  editSchool: { about: 'school', may: admins, ask: (_thing, { n }) => ({ body: { group: `Group ${n}` } }) },
  archiveSchool: {
    about: 'school',
    may: district,
    ask: (_thing, { allowed }) => ({ body: { archived: !allowed } }),
  },
  schoolCalendar: { about: 'school', may: staff },
  setTerms: {
    about: 'school',
    may: admins,
    ask: (_thing, { n }) => ({
      body: { terms: [{ name: `Term ${n}`, from: '2026-01-05', to: '2026-04-02' }] },
    }),
  },
  setBells: {
    about: 'school',
    may: admins,
    ask: (_thing, { n }) => ({
      body: {
        bells: [
          { period: '1', name: `Bell ${n}`, starts: '08:55', ends: '09:45' },
          { period: '2', name: 'Bell', starts: '09:50', ends: '10:40' },
        ],
      },
    }),
  },
  setDay: {
    about: 'school',
    may: admins,
    ask: ({ schoolId }) => ({ params: { schoolId, date: '2026-03-20' }, body: { kind: 'teacherOnly' } }),
  },
  setDistrictDay: {
    about: 'me',
    may: district,
    ask: () => ({ params: { date: '2026-03-23' }, body: { kind: 'teacherOnly' } }),
  },
};

export const rollOverRows: RowsOf<typeof rollOverContract> = {
  rollOver: {
    about: 'school',
    may: admins,
    ask: (): Ask => ({
      body: {
        ...{ lastDay: '2026-07-20', apply: false },
        terms: [{ name: 'Autumn', from: '2026-09-01', to: '2026-12-18' }],
      },
    }),
  },
};

export const schoolAccessRows: RowsOf<typeof schoolAccessContract> = {
  printCodes: byPeople({ about: 'pupil', may: staff }),
  invite: byPeople({ about: 'pupil', may: staff }),
};

/** People of another school under one's own address: for the district they are still nobody of that school. */
function byPeople(row: Row): Row {
  return { ...row, ask: ({ spareId }) => ({ body: { personIds: [spareId] } }), strayed: 404 };
}

/** In every row's school there is a class and somebody who would be found by its name. */
export const searchRows: RowsOf<typeof searchContract> = {
  search: ['alder', 'birch', 'cedar'].map((q) => ({
    about: 'me',
    may: staff,
    ask: () => ({ query: { q } }),
  })),
};
