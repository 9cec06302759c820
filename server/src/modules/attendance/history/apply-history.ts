import { attendanceRulesOf, isBegun, lockAtOf, type Action } from '@quad/shared/attendance';
import { chunksOf } from '../../../platform/database/batches';
import type { ImportKind, ImportPlace, PlannedChange } from '../../../platform/imports/import-kind';
import { inOrderOfNames } from '../../identity';
import { loadTimetable, type Timetable } from '../../schools';
import { uuidFrom } from '../act-as-system';
import { ensureCodesOf } from '../code-sets';
import { RegisterModel, type RegisterRecord } from '../register.model';
import { bornRegister, ensureRegisters } from '../register.repository';
import { noteImported } from '../summaries/summaries';
import { takenRegister } from '../taken-register';
import type { Writing } from '../register-writer';
import { writerFor } from '../writers';
import type { GivenRegister } from './plan-registers';

type Planned = PlannedChange<GivenRegister> & { n: number };

/** What stands in the log of each register beside who brought it in. */
const reason = 'Brought in from another system';
const atOnce = 100;

/**
 * Takes the registers by the rules of any other: a log entry of who brought them in, then closed. Actions have ids made of the
 * import's, so that one that is written already is not written again.
 */
export const applyHistory: ImportKind['apply'] = async (_thing, changes, place) => {
  const timetable = await loadTimetable(place.schoolId ?? '', place.platform);
  if (timetable === null) throw new Error('the school of an import is not there');
  const refusals: Awaited<ReturnType<ImportKind['apply']>>[number][] = [];
  for (const some of chunksOf(changes as readonly Planned[], atOnce)) {
    await ensureCodesOf(some.map(({ write }) => write));
    const standing = await standingOf(some);
    const fresh = some.filter(({ write }) => !standing.has(write._id));
    await ensureRegisters(await taken(fresh, timetable, place));
    for (const change of some) {
      const before = standing.get(change.write._id);
      if (before !== undefined && !(await fill(before, change, place))) refusals.push(refused(change));
    }
    await noteImported(
      timetable.school._id,
      some.map(({ write }) => write.date),
    );
  }
  return refusals;
};

type Standing = Pick<
  RegisterRecord,
  '_id' | 'districtId' | 'epoch' | 'seq' | 'status' | 'counts' | 'marks' | 'log'
>;

async function standingOf(changes: readonly Planned[]): Promise<Map<string, Standing>> {
  const found = await RegisterModel.find(
    { _id: { $in: changes.map(({ write }) => write._id) } },
    { districtId: 1, epoch: 1, seq: 1, status: 1, counts: 1, marks: 1, 'log.mid': 1 },
  ).lean<Standing[]>();
  return new Map(found.map((each) => [each._id, each]));
}

/** New registers as they stand when they are taken; their roll is who the file has. */
async function taken(
  changes: readonly Planned[],
  { school }: Timetable,
  place: ImportPlace,
): Promise<RegisterRecord[]> {
  const pupils = [...new Set(changes.flatMap(({ write }) => write.marks.map(({ pupil }) => pupil)))];
  const nth = new Map((await inOrderOfNames(pupils, school.districtId)).map((pupil, i) => [pupil, i]));
  const inOrder = (a: string, b: string): number => (nth.get(a) ?? 0) - (nth.get(b) ?? 0);
  return Promise.all(
    changes.map(({ write: { marks, ...lesson } }) => {
      const { districtId, _id: schoolId, timeZone } = school;
      const lockAt = lockAtOf(attendanceRulesOf(school), { ...lesson, timeZone });
      const roll = marks.map(({ pupil }) => pupil).sort(inOrder);
      const born = bornRegister({ ...lesson, districtId, schoolId, lockAt }, roll, place.now());
      return takenRegister(born, writingOf(born, marks, place));
    }),
  );
}

/** One that is there was born and not begun, or was written by a try of this import before. @returns whether it has the marks */
async function fill(standing: Standing, { write }: Planned, place: ImportPlace): Promise<boolean> {
  const { log, counts, status, _id: registerId, districtId } = standing;
  if (log.some(({ mid }) => mid === midOf(registerId, place, 'mark'))) return true;
  if (isBegun(counts) || status === 'closed') return false;
  const { results } = await writerFor(place.platform).submit(
    { districtId, registerId },
    writingOf(standing, write.marks, place),
  );
  return results.every(({ out }) => out === 'applied');
}

type Act = 'roll' | 'mark' | 'close';

function midOf(registerId: string, { importId }: ImportPlace, act: Act): string {
  return uuidFrom(`${registerId}|${importId}|${act}`);
}

/** What is done to the register: who the file has and is not on its roll joins, all are marked, and it is closed. */
function writingOf(
  { _id, epoch, seq, marks: roll }: Pick<RegisterRecord, '_id' | 'epoch' | 'seq' | 'marks'>,
  marks: GivenRegister['marks'],
  place: ImportPlace,
): Writing {
  const at = place.now();
  const base = (act: Act, n: number) => ({ mid: midOf(_id, place, act), n, seen: { epoch, seq }, at });
  const verOf = new Map(roll.map(({ pupil, ver }) => [pupil, ver]));
  const joining = marks.filter(({ pupil }) => !verOf.has(pupil));
  // whoever takes it at this moment is not written over
  const changes = marks.map((mark) => ({ ...mark, ifVer: verOf.get(mark.pupil) ?? seq + 1 }));
  const join = joining.map(({ pupil }) => ({ pupil, roll: 'join' as const }));
  const actions: Action[] = [
    ...(join.length > 0 ? [{ ...base('roll', 1), kind: 'roll' as const, changes: join }] : []),
    { ...base('mark', 2), kind: 'mark', changes, reason },
    { ...base('close', 3), kind: 'close' },
  ];
  return {
    submission: { clientId: uuidFrom(place.importId), actions },
    personId: place.by,
    roleFor: () => 'office',
    now: () => place.now(),
  };
}

function refused({ file, line, label }: Planned) {
  return {
    ...{ file: file ?? '', line: line ?? 0, column: null, value: null },
    ...{ severity: 'refused' as const, code: 'registerNotWritten', about: { register: label } },
  };
}
