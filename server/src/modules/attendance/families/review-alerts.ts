import { createHash } from 'node:crypto';
import {
  alertStatus,
  attendanceRulesOf,
  codesOf,
  guardianAlerted,
  guardianAlertTakenBack,
  isUnexplained,
  noStamps,
  type AttendanceRules,
} from '@quad/shared/attendance';
import { addDays } from '@quad/shared/platform';
import { duplicatesIn, isDuplicate } from '../../../platform/database/failures';
import { inTransaction } from '../../../platform/database/transaction';
import { dayOn } from '../../../platform/http/day';
import { say } from '../../../platform/outbox/say';
import type { Platform } from '../../../platform/platform';
import { guardiansOf } from '../../identity';
import { districtOf, loadTimetable } from '../../schools';
import { AbsenceModel } from './absence.model';
import { AlertModel, type AlertRecord } from './alert.model';
import { ensureCodes } from '../code-sets';
import { RegisterModel } from '../register.model';

/**
 * One alert a pupil, school and day, whoever makes it. Those made while the school was no part of it keep the id they have, and
 * age as all do: nobody reviews them after a month.
 */
function alertId(schoolId: string, pupil: string, date: string): string {
  return createHash('sha256').update(`alert|${schoolId}|${pupil}|${date}`).digest('hex').slice(0, 24);
}

/**
 * Makes the alerts of a school's day what its marks and reports say they should be. Reads the whole day and writes what differs,
 * so it may run at any time, twice, and on two processes at once.
 */
export async function reviewAlerts(schoolId: string, date: string, platform: Platform): Promise<void> {
  const timetable = await loadTimetable(schoolId, platform);
  if (timetable === null) return;
  const { districtId, timeZone } = timetable.school;
  const rules = attendanceRulesOf(timetable.school);
  const now = Date.now() + (await districtOf(districtId, platform)).clockOffset;
  const today = dayOn(now, timeZone);
  if (date < addDays(today, -31)) return;
  const [absent, standing] = await Promise.all([
    absentOn(districtId, schoolId, date),
    AlertModel.find({ schoolId, date }).limit(10_000).lean<AlertRecord[]>(),
  ]);
  const known = new Map(standing.map((alert) => [alert.pupil, alert]));
  const [covered, guarded] = await Promise.all([
    coveredOn(schoolId, date, [...absent.keys()]),
    guardiansOf([...new Set([...absent.keys(), ...known.keys()])], date),
  ]);
  // what one school marks is nothing to a guardian it does not know
  const guardiansHere = new Map<string, string[]>();
  for (const { guardianId, pupilId, schoolId: at } of guarded)
    if (at === schoolId) guardiansHere.set(pupilId, [...(guardiansHere.get(pupilId) ?? []), guardianId]);
  // an absence of long ago is for the office to speak of, and where there is no guardian there is nobody to tell
  const news = date >= addDays(today, -1);
  const changed = [...new Set([...absent.keys(), ...known.keys()])].flatMap((pupil): Changed[] => {
    const lessons = covered.has(pupil) ? [] : (absent.get(pupil) ?? []);
    const before = known.get(pupil);
    if (before === undefined && !(news && guardiansHere.has(pupil))) return [];
    const after = alertOf({ pupil, lessons, before, rules, timeZone, now });
    if (after === null || JSON.stringify(after) === JSON.stringify(contentOf(before))) return [];
    const _id = before?._id ?? alertId(schoolId, pupil, date);
    return [
      { alert: { _id, districtId, schoolId, pupil, date }, before, after, explained: covered.has(pupil) },
    ];
  });
  const silent = changed.filter((each) => eventOf(each) === null);
  if (silent.length > 0)
    await AlertModel.bulkWrite(
      silent.map((each) => ({ updateOne: writeOf(each) })),
      { ordered: false },
    ).catch(duplicatesIn);
  for (const each of changed)
    await tell(each, guardiansHere.get(each.alert.pupil) ?? []).catch(unlessDuplicate);
}

interface Changed {
  alert: Pick<AlertRecord, '_id' | 'districtId' | 'schoolId' | 'pupil' | 'date'>;
  before: AlertRecord | undefined;
  after: Content;
  /** the day away is reported: whoever did that need not be told that all is well */
  explained: boolean;
}

/** What guardians are told of a change, or nothing. */
function eventOf({ before, after, explained }: Changed) {
  if (after.state === 'sent' && after.sentAt !== before?.sentAt) return guardianAlerted;
  const takenBack = after.retractedAt !== (before?.retractedAt ?? null);
  return takenBack && before?.state === 'sent' && !explained ? guardianAlertTakenBack : null;
}

function writeOf({ alert: { _id, ...place }, before, after }: Changed) {
  return {
    // an answer given meanwhile is not written over, nor is anybody told twice: then the upsert meets the id and fails, which is
    // what we want
    filter: { _id, answeredAt: after.answeredAt, sentAt: before?.sentAt ?? null },
    update: { $set: after, $setOnInsert: { ...place, answeredBy: null, absence: null } },
    upsert: true,
  };
}

/** The alert becomes sent, or taken back, and is said to be so: both or neither. */
async function tell(changed: Changed, guardianIds: string[]): Promise<void> {
  const event = eventOf(changed);
  if (event === null) return;
  const { _id, districtId, schoolId, pupil, date } = changed.alert;
  const { filter, update } = writeOf(changed);
  const at = event === guardianAlerted ? changed.after.sentAt : changed.after.retractedAt;
  await inTransaction(async (session) => {
    await AlertModel.updateOne(filter, update, { upsert: true, session });
    const payload = { alertId: _id, guardianIds, pupilId: pupil, schoolId, date };
    await say(event, `${_id}:${at ?? 0}`, { districtId, schoolId }, payload, session);
  });
}

type Content = Pick<AlertRecord, 'state' | 'dueAt' | 'sentAt' | 'retractedAt' | 'answeredAt' | 'lessons'>;

function contentOf(alert: AlertRecord | undefined): Content | null {
  if (alert === undefined) return null;
  const { state, dueAt, sentAt, retractedAt, answeredAt, lessons } = alert;
  return { state, dueAt, sentAt, retractedAt, answeredAt, lessons };
}

/** What the alert should be; null where there is nothing to tell and never was. */
function alertOf({
  lessons,
  before,
  rules,
  timeZone,
  now,
}: {
  pupil: string;
  lessons: readonly Absent[];
  before: AlertRecord | undefined;
  rules: AttendanceRules;
  timeZone: string;
  now: number;
}): Content | null {
  if (lessons.length === 0 && before === undefined) return null;
  const noticedAt = lessons.length === 0 ? null : Math.min(...lessons.map((lesson) => lesson.at));
  const { state, dueAt, sentAt, retractedAt, answeredAt } = alertStatus(
    noticedAt,
    before ?? noStamps,
    rules,
    timeZone,
    now,
  );
  // what was told stays readable after it was taken back or answered
  const told = lessons.length === 0 ? (before?.lessons ?? []) : lessons.map(withoutTime);
  return { state, dueAt, sentAt, retractedAt, answeredAt, lessons: told };
}

interface Absent {
  registerId: string;
  classId: string;
  starts: string;
  /** when it was marked, by the district's clock */
  at: number;
}

function withoutTime({ registerId, classId, starts }: Absent): AlertRecord['lessons'][number] {
  return { registerId, classId, starts };
}

interface Found extends Omit<Absent, 'at'> {
  codeSet: string;
  marks: { pupil: string; code: string; at: number | null }[];
}

/** The unexplained absences of the day by pupil, each in the order of the lessons. */
async function absentOn(districtId: string, schoolId: string, date: string): Promise<Map<string, Absent[]>> {
  const setBy = { $arrayElemAt: ['$log.tw', { $subtract: ['$$mark.ver', 1] }] };
  const sets = await RegisterModel.distinct('codeSet', { districtId, date, schoolId });
  await Promise.all(sets.map(ensureCodes));
  const asked = sets.flatMap((codeSet) => {
    const letters = codesOf(codeSet).filter(({ unexplained }) => unexplained === true);
    return letters.length === 0 ? [] : [{ codeSet, letters: letters.map(({ letter }) => letter) }];
  });
  if (asked.length === 0) return new Map();
  const letters = [...new Set(asked.flatMap((each) => each.letters))];
  const marked = { $filter: { input: '$marks', cond: { $in: ['$$this.code', letters] } } };
  const found = await RegisterModel.aggregate<Found>([
    {
      $match: {
        ...{ districtId, date, schoolId },
        $or: asked.map((each) => ({ codeSet: each.codeSet, 'marks.code': { $in: each.letters } })),
      },
    },
    {
      $project: {
        _id: 0,
        registerId: '$_id',
        classId: 1,
        starts: 1,
        codeSet: 1,
        marks: {
          $map: { input: marked, as: 'mark', in: { pupil: '$$mark.pupil', code: '$$mark.code', at: setBy } },
        },
      },
    },
    { $sort: { starts: 1, registerId: 1 } },
  ]);
  const absent = new Map<string, Absent[]>();
  for (const { marks, codeSet, ...lesson } of found)
    for (const { pupil, code, at } of marks)
      if (isUnexplained(codeSet, code))
        absent.set(pupil, [...(absent.get(pupil) ?? []), { ...lesson, at: at ?? 0 }]);
  return absent;
}

/** Those whose day away is approved, or reported and not yet decided. */
async function coveredOn(schoolId: string, date: string, pupils: readonly string[]): Promise<Set<string>> {
  const found = await AbsenceModel.distinct('pupil', {
    ...{ schoolId, pupil: { $in: [...pupils] }, to: { $gte: date }, from: { $lte: date } },
    state: { $in: ['approved', 'pending'] },
  });
  return new Set(found);
}

function unlessDuplicate(error: unknown): void {
  if (!isDuplicate(error)) throw error;
}
