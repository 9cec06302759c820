import { documentsOf, type PersonalData } from '../../../platform/personal/personal-data';
import { keptIn, type Kept } from '../../../platform/retention/kept';
import { GradesModel } from './grades.model';
import { removeFiles } from '../files/keep-file';
import { SubmissionModel, type SubmissionRecord } from './submission.model';

const words = { 'handIns.$[].text': '', 'handIns.$[].files': [], 'comments.$[].text': '…' };

/** What was handed in and what it was worth. Points stay when a person is forgotten, as counts do; every word goes. */
export const assignmentsPersonal: PersonalData[] = [
  {
    collection: 'submissions',
    // a grade that was not given back yet is still the teacher's draft
    rows: ({ personId, districtId }, { inside }) =>
      documentsOf(SubmissionModel, { personId, districtId }, inside ? {} : { grade: 0 }),
    forget: async ({ personId, districtId, pseudonym }) => {
      const mine = { personId, districtId };
      await SubmissionModel.updateMany(mine, { $set: { name: pseudonym, text: '', files: [], ...words } });
      for (const grade of ['grade', 'returned'])
        await SubmissionModel.updateMany(
          { ...mine, [grade]: { $ne: null } },
          { $set: { [`${grade}.feedback`]: '' } },
        );
    },
  },
  {
    collection: 'grades',
    rows: ({ personId, districtId }) => documentsOf(GradesModel, { personId, districtId }),
    forget: async ({ personId, districtId }) => {
      await GradesModel.updateMany({ personId, districtId }, { $set: { 'history.$[].reason': '…' } });
    },
  },
];

export const assignmentsKept: Kept[] = [
  keptIn(
    'submissions',
    SubmissionModel,
    ({ schoolId, instant }) => ({ schoolId, startedAt: { $lt: instant } }),
    removeFilesOf,
  ),
  keptIn('grades', GradesModel, ({ schoolId, instant }) => ({ schoolId, changedAt: { $lt: instant } })),
];

async function removeFilesOf(ids: readonly string[]): Promise<void> {
  const found = await SubmissionModel.find(
    { _id: { $in: [...ids] } },
    { 'files.fileId': 1, 'handIns.files.fileId': 1 },
  ).lean<SubmissionRecord[]>();
  const files = found.flatMap(({ files, handIns }) => [...files, ...handIns.flatMap((each) => each.files)]);
  await removeFiles([...new Set(files.map(({ fileId }) => fileId))]);
}
