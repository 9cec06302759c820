import { newId } from '../platform/database/connect';
import { ImportModel } from '../platform/imports/import.model';
import { MailModel } from '../platform/mail/mail.model';
import { DeliveryModel } from '../platform/outbox/delivery.model';
import { AbsenceFileModel, AbsenceModel } from '../modules/attendance/families/absence.model';
import { AlertModel } from '../modules/attendance/families/alert.model';
import { MarkRequestModel } from '../modules/attendance/families/mark-request.model';
import { RollcallModel } from '../modules/attendance/office/rollcall.model';
import { GuardianshipModel, MembershipModel } from '../modules/identity/person.model';
import { NoticeModel } from '../modules/notifications/notice.model';
import { CoverModel, EnrolmentModel, LessonModel, TeachingModel } from '../modules/schools/class.model';
import type { Place, Registers } from './registers';

/** Ids of what hangs on a pupil, a class or a school. */
export interface Records {
  pendingId: string;
  declinedId: string;
  withdrawnId: string;
  queryId: string;
  alertId: string;
  noticeId: string;
  deliveryId: string;
  importId: string;
  rollcallId: string;
  coverId: string;
  lessonId: string;
  teachingId: string;
  enrolmentId: string;
  membershipId: string;
  guardianshipId: string;
}

interface People {
  guardianId: string;
  teacherId: string;
  coverId: string;
}

const at = Date.parse('2026-03-03T10:00Z');
const inAMonth = () => new Date(Date.now() + 30 * 86_400_000);

/** Written straight into the collections: what their own use cases say of it is tested beside them. */
export async function recordsOf(place: Place, people: People, registers: Registers): Promise<Records> {
  const { districtId, schoolId, classId, pupilId } = place;
  const { guardianId, teacherId, coverId: keeper } = people;
  const owned = { districtId, schoolId };
  const [pendingId, declinedId, withdrawnId] = [newId(), newId(), newId()];
  const [queryId, alertId, noticeId, deliveryId, importId, coverId] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ];
  const absence = (_id: string, day: string, state: 'pending' | 'declined' | 'withdrawn') => ({
    ...{ ...owned, _id, pupil: pupilId, from: day, to: day, state, by: guardianId, at },
    ...{ reasonKind: 'illness' as const, text: 'A cold', code: null, answer: null },
    ...{ decidedBy: null, decidedAt: null, corrected: [], finishing: false },
    file: state === 'pending' ? { type: 'application/pdf', bytes: 4 } : null,
  });
  await AbsenceModel.create([
    absence(pendingId, '2026-03-09', 'pending'),
    absence(declinedId, '2026-03-10', 'declined'),
    absence(withdrawnId, '2026-03-11', 'withdrawn'),
  ]);
  await AbsenceFileModel.create({
    ...owned,
    _id: pendingId,
    type: 'application/pdf',
    content: Buffer.from('%PDF'),
  });
  await MarkRequestModel.create({
    ...{ ...owned, _id: queryId, classId, kind: 'query', state: 'open', registerId: registers.askedId },
    ...{ pupil: pupilId, date: '2026-03-02', starts: '08:55', codeSet: 'international', ver: 1, code: 'P' },
    ...{ proposed: null, text: 'She was not', by: guardianId, at, claimedUntil: 0 },
  });
  await AlertModel.create({
    ...{ ...owned, _id: alertId, pupil: pupilId, date: '2026-02-25', state: 'sent', sentAt: at },
    // of a day without registers, which nothing computes anew
    lessons: [],
  });
  await NoticeModel.create({
    ...{ _id: noticeId, districtId, personId: pupilId, kind: 'newDevice' as const, about: {}, link: '/', at },
    ...{ readAt: null, shown: true, mail: 'off', mailAt: null, expiresAt: inAMonth() },
  });
  await DeliveryModel.create({
    ...{ ...owned, _id: deliveryId, event: 'gone', effect: 'gone', payload: {}, state: 'dead', tries: 9 },
    ...{ nextAt: new Date(), at: new Date(), expiresAt: null },
  });
  await MailModel.create({
    ...{ _id: newId(), districtId, personId: guardianId, to: 'a@school.test', subject: 'Mail', text: 'Text' },
    ...{ state: 'kept', at: new Date(), expiresAt: inAMonth() },
  });
  await ImportModel.create({
    ...{
      ...owned,
      _id: importId,
      kind: 'timetable',
      fileName: 'timetable.csv',
      state: 'ready',
      by: teacherId,
      at,
    },
    ...{ changes: 0, refusals: 0, warnings: 0, counts: {}, notices: [], progress: { done: 0, total: 0 } },
    ...{ cursor: { step: 0, n: -1 }, failures: 0, moves: 0, readAfter: 0 },
  });
  await CoverModel.create({
    ...{ ...owned, _id: coverId, classId, personId: keeper, note: null, by: teacherId },
    ...{ from: Date.parse('2026-03-10T08:00Z'), to: Date.parse('2026-03-10T12:00Z') },
    ...{ date: '2026-03-10', lastDate: '2026-03-10' },
  });
  const rollcallId = await openRollcall(owned, teacherId);
  const [lesson, teaching, enrolment, membership, guardianship] = await Promise.all([
    LessonModel.findOne({ classId }).lean(),
    TeachingModel.findOne({ classId, personId: teacherId }).lean(),
    EnrolmentModel.findOne({ classId, pupilId }).lean(),
    MembershipModel.findOne({ ...owned, personId: pupilId }).lean(),
    GuardianshipModel.findOne({ guardianId, pupilId }).lean(),
  ]);
  return {
    ...{
      pendingId,
      declinedId,
      withdrawnId,
      queryId,
      alertId,
      noticeId,
      deliveryId,
      importId,
      rollcallId,
      coverId,
    },
    ...{ lessonId: lesson?._id ?? '', teachingId: teaching?._id ?? '', enrolmentId: enrolment?._id ?? '' },
    ...{ membershipId: membership?._id ?? '', guardianshipId: guardianship?._id ?? '' },
  };
}

/** There is one at a time in a school. */
async function openRollcall(owned: { districtId: string; schoolId: string }, by: string): Promise<string> {
  const open = await RollcallModel.findOne({ ...owned, endedAt: null }).lean();
  if (open !== null) return open._id;
  const startedAt = Date.parse('2026-03-04T09:10Z');
  const made = await RollcallModel.create({
    ...owned,
    _id: newId(),
    startedAt,
    startedBy: by,
    endedAt: null,
    checks: {},
  });
  return made._id;
}
