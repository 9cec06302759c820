import type { RollOverPlan } from '@quad/shared/schools';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { MembershipModel } from '../../identity/person.model';
import { ClassModel, EnrolmentModel, LessonModel, TeachingModel } from '../class.model';
import { rollOn } from '../rolls';
import { TermModel } from '../school.model';
import { aSchool, type ASchool } from '../schools.builders';

let test: TestApp;
let school: ASchool;
let admin: Agent;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(async () => {
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-07-20', '09:00');
  admin = await test.signIn(school.admin);
});
afterAll(() => test.stop());

const terms = [{ name: 'Autumn', from: '2026-09-01', to: '2026-12-18' }];
const year = { terms, lastDay: '2026-07-22' };
const roll = (fields: object, agent = admin) =>
  agent.post(`/api/v1/schools/${school.schoolId}/roll-over`).send({ ...year, apply: false, ...fields });
const planned = async (fields: object = {}): Promise<RollOverPlan> =>
  (await roll(fields)).body as RollOverPlan;
const everything = (): Promise<object[][]> =>
  Promise.all(
    [TermModel, ClassModel, EnrolmentModel, TeachingModel, LessonModel, MembershipModel].map((model) =>
      (model as typeof TermModel).find({ districtId: school.districtId }).sort({ _id: 1 }).lean<object[]>(),
    ),
  );

describe('a new year', () => {
  it('is shown as a plan that changes nothing', async () => {
    const before = await everything();
    const plan = await planned();
    expect(plan).toMatchObject({ applied: false, moved: 3, leavers: 0, errors: [] });
    expect(plan.classes).toMatchObject([
      { code: 'HIS', name: '7B History', next: { code: 'HIS', name: '8B History' }, pupils: 3 },
      { code: 'MAT', name: '7B Mathematics', next: { code: 'MAT', name: '8B Mathematics' }, pupils: 3 },
    ]);
    expect(await everything()).toEqual(before);
  });

  it('is carried out as planned; a second time changes nothing', async () => {
    const { plan, classes } = await planned();
    const done = await roll({ apply: true, plan });
    expect(done.body).toMatchObject({ applied: true, plan });
    const next = classes.find(({ code }) => code === 'MAT')!.next!.classId;
    await eventually(async () => (await rollOn(next, '2026-09-01', test.app.platform)).length === 3);
    expect(await rollOn(next, '2026-08-31', test.app.platform)).toEqual([]);
    expect(await rollOn(school.mathematics, '2026-07-22', test.app.platform)).toHaveLength(3);
    expect(await rollOn(school.mathematics, '2026-07-23', test.app.platform)).toEqual([]);
    expect(await ClassModel.findById(school.mathematics).lean()).toMatchObject({ to: '2026-07-22' });
    expect(await LessonModel.countDocuments({ schoolId: school.schoolId, to: null })).toBe(0);
    const after = await everything();
    expect((await roll({ apply: true, plan })).status).toBe(200);
    expect(await everything()).toEqual(after);
  });

  it('that was cut off is finished by running it again', async () => {
    const { plan } = await planned();
    const cut = vi.spyOn(EnrolmentModel, 'bulkWrite').mockRejectedValueOnce(new Error('cut off'));
    expect((await roll({ apply: true, plan })).status).toBe(500);
    cut.mockRestore();
    expect(await EnrolmentModel.countDocuments({ schoolId: school.schoolId, from: '2026-09-01' })).toBe(0);
    expect((await planned()).plan).toBe(plan);
    expect((await roll({ apply: true, plan })).body).toMatchObject({ applied: true, moved: 3 });
    expect(await EnrolmentModel.countDocuments({ schoolId: school.schoolId, from: '2026-09-01' })).toBe(6);
    expect(await ClassModel.countDocuments({ schoolId: school.schoolId })).toBe(4);
  });

  it('lets those go whose classes all leave, and only those', async () => {
    const [stays] = school.pupils;
    await EnrolmentModel.updateMany(
      { classId: school.history, pupilId: { $ne: stays } },
      { $set: { to: '2026-06-30' } },
    );
    const classes = [{ classId: school.mathematics, leaves: true }];
    const plan = await planned({ classes });
    expect(plan).toMatchObject({ moved: 1, leavers: 2 });
    await roll({ classes, apply: true, plan: plan.plan });
    const ended = await MembershipModel.find({
      schoolId: school.schoolId,
      role: 'student',
      to: '2026-07-22',
    });
    expect(ended.map(({ personId }) => personId).sort()).toEqual(school.pupils.slice(1).sort());
  });

  it('is refused when the school changed since, when codes collide, and out of order', async () => {
    const { plan } = await planned();
    await EnrolmentModel.updateOne({ classId: school.history }, { $set: { to: '2026-06-30' } });
    const changed = await roll({ apply: true, plan });
    expect([changed.status, changed.body.about]).toEqual([409, { reason: 'planChanged' }]);
    const both = [school.mathematics, school.history].map((classId) => ({ classId, code: '8B', name: '8B' }));
    const colliding = await planned({ classes: both });
    expect(colliding.errors).toMatchObject([
      { reason: 'codeTwice', what: '8B' },
      { reason: 'codeTwice', what: '8B' },
    ]);
    const broken = await roll({ classes: both, apply: true, plan: colliding.plan });
    expect([broken.status, broken.body.about]).toEqual([409, { reason: 'planBroken' }]);
    const early = [{ name: 'Early', from: '2026-03-30', to: '2026-05-01' }];
    expect((await planned({ terms: early, lastDay: '2026-03-01' })).errors).toMatchObject([
      { reason: 'termOverlaps', what: 'Spring term' },
    ]);
    expect((await roll({ lastDay: '2026-09-01' })).status).toBe(422);
    expect((await roll({ apply: true })).status).toBe(422);
    expect((await roll({}, await test.signIn(school.office))).status).toBe(403);
    const foreign = await aSchool(test.app.platform, { password });
    expect((await roll({}, await test.signIn(foreign.admin))).status).toBe(404);
  });
});
