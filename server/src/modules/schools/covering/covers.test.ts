import { wallClock } from '@quad/shared/platform';
import type { CoverRow, MyClass } from '@quad/shared/schools';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { CoverModel } from '../class.model';
import { aSchool, type ASchool } from '../schools.builders';

let test: TestApp;
let school: ASchool;
let districtId: string;
let office: Agent;
let teacher: Agent;
let teacherId: string;
beforeAll(async () => {
  test = await startTestApp();
  ({ districtId } = await aSchool(test.app.platform, { password }));
  await test.setClock(districtId, '2026-03-04', '09:00');
  // a clock that was set lets every socket go for a moment; what these tests see must be the covers' doing
  await new Promise((resolve) => setTimeout(resolve, 2_500));
});
beforeEach(async () => {
  school = await aSchool(test.app.platform, { password, districtId });
  [office, teacher] = [await test.signIn(school.office), await test.signIn(school.teacher)];
  teacherId = ((await teacher.get('/api/v1/me')).body as { personId: string }).personId;
});
afterAll(() => test.stop());

const at = (path: string, { schoolId } = school): string => `/api/v1/schools/${schoolId}${path}`;
const moment = (time: string, date = '2026-03-04') => ({ date, time });
const hand = (fields: object = {}, agent = office) =>
  agent.post(at('/covers')).send({
    ...{ classId: school.history, personId: teacherId, from: moment('08:30'), to: moment('12:00') },
    ...fields,
  });
const myClasses = async (): Promise<MyClass[]> => (await teacher.get('/api/v1/me/classes')).body as MyClass[];
const covered = async (): Promise<MyClass | undefined> =>
  (await myClasses()).find(({ coveringFor }) => coveringFor !== null);
const gone = (socket: Socket): Promise<void> =>
  new Promise((resolve) => socket.once('disconnect', () => resolve()));

describe('a cover', () => {
  it('shows the class to its keeper with whom they cover for, on open pages at once, and is taken back', async () => {
    const [mine, bystander] = [
      await test.socket(teacher),
      await test.socket(await test.signIn(school.colleague)),
    ];
    const left = gone(mine);
    const cover = (await hand({ note: 'Trip' })).body as CoverRow;
    await left;
    expect(bystander.connected).toBe(true);
    const shown = await eventually(covered);
    expect(shown).toMatchObject({ name: '7B History', coveringFor: ['Ms colleague'], until: cover.to });
    const again = await test.socket(teacher);
    const joined = await again.emitWithAck('watch', { topics: [`class:${school.history}`] });
    expect(joined).toEqual({ joined: [`class:${school.history}`] });
    const leftAgain = gone(again);
    const ended = await office.put(at(`/covers/${cover.coverId}/to`)).send({ to: null });
    expect((ended.body as CoverRow).to).toBeLessThan(cover.to);
    await leftAgain;
    await eventually(async () => (await covered()) === undefined);
    const undone = await office.put(at(`/covers/${cover.coverId}/to`)).send({ to: moment('12:00') });
    expect(undone.body).toMatchObject({ to: cover.to });
    await eventually(covered);
  });

  it('begins and ends by the clock, and the keeper’s open page hears of both', async () => {
    const cover = (await hand()).body as CoverRow;
    await eventually(covered);
    const { clock } = (await teacher.get('/api/v1/me')).body as { clock: { now: number } };
    const [from, to] = [clock.now + 3_000, clock.now + 6_000];
    await CoverModel.updateOne({ _id: cover.coverId }, { $set: { from, to } });
    await eventually(async () => (await covered()) === undefined);
    const shown = openPage();
    await eventually(() => shown.includes(true) && shown.at(-1) === false);
  });

  it('is listed while it goes on or is to come', async () => {
    const { coverId } = (await hand()).body as CoverRow;
    await hand({ from: moment('09:00', '2026-03-10'), to: moment('10:00', '2026-03-10') });
    const list = async () => (await office.get(at('/covers'))).body as { total: number; rows: CoverRow[] };
    expect((await list()).rows).toMatchObject([
      { coverId, name: 'Ms teacher', className: '7B History', coveringFor: ['Ms colleague'] },
      { className: '7B History' },
    ]);
    await office.put(at(`/covers/${coverId}/to`)).send({ to: null });
    expect((await list()).total).toBe(1);
  });

  it('is refused where it cannot be', async () => {
    expect((await hand()).status).toBe(200);
    const overlapping = await hand({ from: moment('11:00'), to: moment('13:00') });
    expect(overlapping.body).toMatchObject({
      status: 409,
      detail: 'Ms teacher has 7B History for part of that time already.',
    });
    expect((await hand({ from: moment('12:00'), to: moment('13:00') })).status).toBe(200);
    expect((await hand({ personId: school.pupils[0] })).body).toMatchObject({
      about: { reason: 'notTeacher' },
    });
    expect((await hand({ from: moment('12:00'), to: moment('12:00') })).status).toBe(422);
    expect((await hand({ to: moment('12:00', '2026-05-09') })).status).toBe(422);
    const over = await hand({ from: moment('07:00'), to: moment('08:00') });
    expect(over.body).toMatchObject({ status: 422, about: { reason: 'coverOver' } });
    expect((await hand({}, teacher)).status).toBe(403);
    expect((await test.anonymous.get(at('/covers'))).status).toBe(401);
    const foreign = await aSchool(test.app.platform, { password });
    expect((await hand({ classId: foreign.history })).status).toBe(404);
    expect((await hand({ personId: foreign.pupils[0] })).status).toBe(404);
    expect((await hand({}, await test.signIn(foreign.office))).status).toBe(404);
    expect((await office.put(at(`/covers/${'f'.repeat(24)}/to`)).send({ to: null })).status).toBe(404);
    expect(wallClock((await list()).now, 'Europe/London').date).toBe('2026-03-04');
  });
});

/** Whether a page shows the class: it reads when it gets its socket, and again only when it was let go and is back. */
function openPage(): boolean[] {
  const shown: boolean[] = [];
  const open = async (): Promise<void> => {
    const left = gone(await test.socket(teacher));
    shown.push((await covered()) !== undefined);
    await left;
    if (!(shown.includes(true) && shown.at(-1) === false)) await open();
  };
  void open().catch(() => undefined);
  return shown;
}

async function list(): Promise<{ now: number }> {
  return (await office.get(at('/covers'))).body as { now: number };
}
