import type { familyContract, reportsContract } from '@quad/shared/attendance';
import { asked, classTeachers, district, everyone, family, office, self, type Grants } from '../grants';
import type { Ask, RowsOf } from '../row';
import type { Thing } from '../world';

const staff = { ...district, ...office };
const pupilReaders = { ...staff, ...self, ...family };
const parents = { guardian: ['own'], classmatesGuardian: ['own'], formerGuardian: ['own'] } satisfies Grants;
const of = (absenceId: string): Ask => ({ params: { absenceId } });
const letter = { type: 'application/pdf', content: '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n' };
const range = { from: '2026-03-02', to: '2026-03-04' };
const request = ({ queryId }: Thing): Ask => ({ params: { requestId: queryId } });

export const familyRows: RowsOf<typeof familyContract> = {
  myChildren: { about: 'me', may: parents },
  pupilAttendance: { about: 'pupil', may: pupilReaders, refused: 404 },
  reportAbsence: {
    ...{ about: 'pupil', may: family, refused: 404, again: ['absences'] },
    ask: () => ({ body: { from: '2026-03-16', to: '2026-03-16', reasonKind: 'illness' } }),
  },
  pupilAbsences: { about: 'pupil', may: { ...office, ...family }, refused: 404 },
  absences: { about: 'me', may: office },
  decideAbsences: {
    ...{ about: 'pupil', may: office, again: ['absences'] },
    ask: ({ pendingId }) => ({ body: { decision: 'decline', ids: [pendingId], answer: 'Too long' } }),
  },
  reopenAbsence: {
    ...{ about: 'pupil', may: office, again: ['absences'] },
    ask: ({ declinedId }) => of(declinedId),
  },
  withdrawAbsence: {
    ...{ about: 'pupil', may: family, refused: 404, again: ['absences'] },
    ask: ({ pendingId }) => of(pendingId),
  },
  restoreAbsence: {
    ...{ about: 'pupil', may: family, refused: 404, again: ['absences'] },
    ask: ({ withdrawnId }) => of(withdrawnId),
  },
  attachFile: {
    ...{ about: 'pupil', may: family, refused: 404, again: ['absences', 'absence_files'] },
    ask: ({ pendingId }) => ({ ...of(pendingId), file: letter }),
  },
  absenceFile: {
    ...{ about: 'pupil', may: { ...office, ...family }, refused: 404 },
    ask: ({ pendingId }) => of(pendingId),
  },
  expectedAbsences: { about: 'class', may: { ...staff, ...classTeachers } },
  answerAlert: {
    ...{ about: 'pupil', may: family, refused: 404, again: ['alerts', 'absences'] },
    ask: () => ({ body: { reasonKind: 'illness' } }),
  },
  queryMark: {
    ...{ about: 'pupil', may: { ...self, ...family }, refused: 404, again: ['mark_requests'] },
    ask: ({ ver }) => ({ body: { text: 'She was there', ver } }),
  },
  askCorrection: {
    ...{ about: 'pupil', may: classTeachers, again: ['mark_requests'] },
    ask: ({ closedId, pupilId }) => ({
      ...{ params: { registerId: closedId, pupilId }, body: { code: 'P', reason: 'She was there' } },
    }),
  },
  markRequests: { about: 'me', may: everyone },
  answerRequest: {
    ...{ about: 'pupil', may: { ...office, ...classTeachers }, refused: 404, again: ['mark_requests'] },
    ask: (thing) => ({ ...request(thing), body: { decision: 'decline', answer: 'He was not' } }),
  },
  withdrawRequest: {
    ...{ about: 'pupil', may: { ...asked(everyone), ...family }, refused: 404, again: ['mark_requests'] },
    ask: request,
  },
  nudge: {
    ...{ about: 'class', may: office, again: ['nudges'] },
    ask: ({ untakenId }) => ({ params: { registerId: untakenId } }),
  },
  inbox: { about: 'me', may: everyone },
};

export const reportsRows: RowsOf<typeof reportsContract> = {
  reportSetup: { about: 'school', may: staff },
  schoolReport: (['csv', 'json'] as const).map((format) => ({
    ...{ about: 'school', may: staff },
    ask: ({ schoolId }) => ({ params: { schoolId, report: 'register' }, query: { ...range, format } }),
  })),
  districtReport: {
    about: 'me',
    // a school's office comes through the door: it reads reports of its school
    may: { ...district, schoolAdmin: [], office: [] },
    ask: () => ({ params: { report: 'register' }, query: { ...range, format: 'csv' } }),
  },
  classWeek: {
    ...{ about: 'class', may: { ...staff, ...classTeachers }, strayed: 404 },
    ask: () => ({ query: { week: '2026-W10' } }),
  },
  pupilLetter: {
    ...{ about: 'pupil', may: pupilReaders, refused: 404 },
    ask: () => ({ query: range }),
  },
};
