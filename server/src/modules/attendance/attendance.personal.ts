import type { QueryFilter } from 'mongoose';
import { documentsOf, type Person, type PersonalData } from '../../platform/personal/personal-data';
import { membershipsOf } from '../identity';
import { enrolmentsOfPupil } from '../schools';
import { AbsenceFileModel, AbsenceModel, type AbsenceRecord } from './families/absence.model';
import { AlertModel } from './families/alert.model';
import { MarkRequestModel } from './families/mark-request.model';
import { removeAbsenceFiles } from './families/remove-absence-files';
import { RegisterModel, type RegisterRecord } from './register.model';
import { PupilYearModel } from './summaries/summary.model';

/** What attendance keeps about a pupil. Marks, counts and who wrote what stay as they are for good: they are ids and letters. */
export const attendancePersonal: PersonalData[] = [
  { collection: 'registers', rows: marksOf, forget: takeNotes },
  {
    collection: 'absences',
    rows: ({ personId, districtId }) => documentsOf(AbsenceModel, { pupil: personId, districtId }),
    forget: async ({ personId: pupil, districtId }) => {
      const mine = { pupil, districtId };
      const reports = await AbsenceModel.find({ ...mine, file: { $ne: null } }, { _id: 1 }).lean<
        AbsenceRecord[]
      >();
      await removeAbsenceFiles(reports.map(({ _id }) => _id));
      await AbsenceModel.updateMany(mine, {
        $set: { text: '', answer: null, file: null },
        $unset: { 'corrected.$[].note': 1 },
      });
    },
  },
  {
    collection: 'absence_files',
    rows: async function* ({ personId: pupil, districtId }) {
      const reports = await AbsenceModel.find({ pupil, districtId, file: { $ne: null } }, { _id: 1 })
        .limit(10_000)
        .lean<AbsenceRecord[]>();
      for (const { _id } of reports) yield* documentsOf(AbsenceFileModel, { _id, districtId });
    },
  },
  {
    collection: 'alerts',
    rows: ({ personId, districtId }) => documentsOf(AlertModel, { pupil: personId, districtId }),
  },
  {
    collection: 'mark_requests',
    rows: ({ personId, districtId }) => documentsOf(MarkRequestModel, { pupil: personId, districtId }),
    forget: async ({ personId: pupil, districtId }) => {
      // a request has words, so who reads it later sees that they were taken away
      await MarkRequestModel.updateMany({ pupil, districtId }, { $set: { text: '…' } });
      await MarkRequestModel.updateMany(
        { pupil, districtId, answer: { $ne: null } },
        { $set: { answer: '…' } },
      );
    },
  },
  {
    collection: 'pupil_years',
    rows: ({ personId, districtId }) => documentsOf(PupilYearModel, { pupil: personId, districtId }),
  },
];

/** Each register the pupil stands or stood on: the mark and every step that led to it. */
async function* marksOf(person: Person, { inside }: { inside: boolean }): AsyncGenerator {
  const { personId } = person;
  const words = inside ? {} : { note: undefined, reason: undefined };
  for await (const found of documentsOf(RegisterModel, await registersOf(person), { counts: 0, digest: 0 })) {
    const { _id, districtId, schoolId, classId, date, period, starts, codeSet, marks, log } =
      found as RegisterRecord;
    const steps = log.flatMap(({ changes, by, role, kind, at, reason }) =>
      changes
        .filter(({ pupil }) => pupil === personId)
        .map((change) => ({ by, role, kind, at, reason, ...change, ...words })),
    );
    const mark = marks.find(({ pupil }) => pupil === personId);
    yield {
      ...{ _id, districtId, schoolId, classId, date, period, starts, codeSet },
      mark: mark === undefined ? null : { ...mark, ...words },
      steps,
    };
  }
}

/** Notes are words about somebody; a register's digest and counts know nothing of them. */
async function takeNotes(person: Person): Promise<void> {
  const noted = { $elemMatch: { pupil: person.personId, note: { $exists: true } } };
  const filter = {
    $and: [await registersOf(person), { $or: [{ marks: noted }, { 'log.changes': noted }] }],
  };
  // past the schema: the log's entries are written as they are
  await RegisterModel.collection.updateMany(
    filter as Parameters<typeof RegisterModel.collection.updateMany>[0],
    { $unset: { 'marks.$[mark].note': 1, 'log.$[].changes.$[change].note': 1 } },
    { arrayFilters: [{ 'mark.pupil': person.personId }, { 'change.pupil': person.personId }] },
  );
}

/** By the marks, and by the classes for a pupil who was taken off a roll again. */
async function registersOf({ personId, districtId }: Person): Promise<QueryFilter<RegisterRecord>> {
  const memberships = await membershipsOf(districtId, personId);
  const schoolIds = [...new Set(memberships.flatMap(({ schoolId }) => schoolId ?? []))];
  const enrolled = await enrolmentsOfPupil(personId, schoolIds);
  const taken = { districtId, 'log.changes.pupil': personId };
  return {
    $or: [
      { districtId, schoolId: { $in: schoolIds }, 'marks.pupil': personId },
      ...enrolled.map(({ schoolId, classId }) => ({ ...taken, schoolId, classId })),
    ],
  };
}
