import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AbsenceModel } from '../../modules/attendance/families/absence.model';
import { GuardianshipModel, MembershipModel } from '../../modules/identity/person.model';
import { startTestApp, type TestApp } from '../../testing/test-app';
import { migrate, newId } from './connect';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());

it('a database from before spells, with the same days reported twice, is brought to the indexes of today', async () => {
  const models = [AbsenceModel, GuardianshipModel, MembershipModel];
  await mongoose.connection.collection('migrations').deleteOne({ fileName: /spells-of-roles/ });
  await MembershipModel.collection.createIndex(
    { districtId: 1, schoolId: 1, personId: 1, role: 1 },
    { unique: true },
    {},
  );
  await GuardianshipModel.collection.createIndex({ guardianId: 1, pupilId: 1 }, { unique: true }, {});
  await AbsenceModel.collection.dropIndex('waiting report');
  const days = { schoolId: newId(), pupil: newId(), from: '2026-03-04', to: '2026-03-04' };
  const reports = [300, 100, 200].map((at) => ({ _id: newId(), ...days, at, state: 'pending' }));
  await AbsenceModel.collection.insertMany(reports as never);

  await migrate(models, pino({ level: 'silent' }));

  const waiting = await AbsenceModel.find({ ...days, state: 'pending' }).lean();
  expect(waiting.map(({ at }) => at)).toEqual([100]);
  expect(await AbsenceModel.countDocuments(days)).toBe(3);
  const unique = await Promise.all(
    models.map(async ({ collection }) => (await collection.indexes()).filter((index) => index.unique)),
  );
  expect(unique.flat().map(({ key }) => Object.keys(key as object).join())).toEqual([
    'schoolId,pupil,from,to',
    'guardianId,pupilId,schoolId',
    'districtId,schoolId,personId,role,from',
  ]);
});
