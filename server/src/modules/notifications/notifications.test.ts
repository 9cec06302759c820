import { guardianAlerted, guardianAlertTakenBack } from '@quad/shared/attendance';
import { passwordChanged, userCreated, userInvited, userSignedInOnNewDevice } from '@quad/shared/identity';
import type { Delivery, Mail, NoticeList, NoticeSettings } from '@quad/shared/notifications';
import type { OutboxEvent, Paged } from '@quad/shared/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { newId } from '../../platform/database/connect';
import { inTransaction } from '../../platform/database/transaction';
import { MailModel } from '../../platform/mail/mail.model';
import { DeliveryModel } from '../../platform/outbox/delivery.model';
import { OutboxModel } from '../../platform/outbox/outbox.model';
import { say } from '../../platform/outbox/say';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { PersonCodeModel } from '../identity/access.model';
import { PersonModel } from '../identity/person.model';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { dueMailJob } from './due-mail';
import { NoticeModel, NoticeSettingsModel } from './notice.model';

const api = '/api/v1';
let test: TestApp;
let school: ASchool;
let admin: Agent;
let guardian: Agent;
let ids: { admin: string; guardian: string; pupil: string };

beforeAll(async () => {
  test = await startTestApp();
  school = await aSchool(test.app.platform, { password });
  [admin, guardian] = [await test.signIn(school.admin), await test.signIn(school.guardian)];
  const idOf = async (agent: Agent) =>
    (await agent.get(`${api}/me`)).body as { personId: string; children: string[] };
  const [me, parent] = [await idOf(admin), await idOf(guardian)];
  ids = { admin: me.personId, guardian: parent.personId, pupil: parent.children[0] ?? '' };
  for (const login of [school.admin, school.guardian])
    await PersonModel.updateOne({ login }, { $set: { email: `${login}@example.org` } });
});
afterAll(() => test.stop());
beforeEach(async () => {
  await clock('09:00');
  await Promise.all([
    NoticeModel.deleteMany({}),
    NoticeSettingsModel.deleteMany({}),
    MailModel.deleteMany({}),
  ]);
});

const clock = (time: string, date = '2026-03-04'): Promise<void> =>
  test.setClock(school.districtId, date, time);

/** Says it and waits until every effect of it is done. */
async function happened<S extends z.ZodType>(event: OutboxEvent<S>, payload: z.input<S>): Promise<void> {
  const key = newId();
  const place = { districtId: school.districtId, schoolId: school.schoolId };
  await inTransaction((session) => say(event, key, place, payload, session));
  await settled();
}
async function settled(): Promise<void> {
  await eventually(async () => {
    const [waiting, undone] = await Promise.all([
      OutboxModel.countDocuments({ dispatched: false }),
      DeliveryModel.countDocuments({ state: { $in: ['due', 'running'] } }),
    ]);
    return waiting === 0 && undone === 0;
  });
}
const missed = () =>
  happened(guardianAlerted, {
    ...{ alertId: newId(), guardianIds: [ids.guardian], pupilId: ids.pupil },
    ...{ schoolId: school.schoolId, date: '2026-03-04' },
  });
const added = (by?: string) =>
  happened(userCreated, {
    ...{ personId: ids.guardian, schoolId: null, role: 'districtAdmin' as const },
    ...(by !== undefined && { by }),
  });
const noticesOf = async (agent: Agent) => (await agent.get(`${api}/me/notices`)).body as NoticeList;
const mailsTo = async (personId: string) =>
  (await MailModel.find({ personId }).sort({ at: 1 }).lean()).map(({ subject }) => subject);
const settingsOf = async (agent: Agent) =>
  (await agent.get(`${api}/me/notices/settings`)).body as NoticeSettings;
const choose = (agent: Agent, chosen: object, quiet = { quietFrom: '20:00', quietTo: '07:00' }) =>
  agent.put(`${api}/me/notices/settings`).send({ chosen, ...quiet });
async function dueMail(): Promise<void> {
  await dueMailJob.run(test.app.platform);
  await settled();
}

describe('a notice', () => {
  it('reaches a guardian at once, in Quad and by mail, and can be read away', async () => {
    const socket = await test.socket(guardian);
    const watched = (await socket.emitWithAck('watch', {
      topics: [`notices:${ids.guardian}`, `notices:${ids.admin}`],
    })) as { joined: string[] };
    expect(watched.joined).toEqual([`notices:${ids.guardian}`]);
    const stale = new Promise((resolve) => socket.once('stale', resolve));
    await missed();
    await missed();
    await stale;
    const list = await noticesOf(guardian);
    expect(list).toMatchObject({
      ...{ unread: 2, total: 2 },
      rows: [{ kind: 'childMissing', about: { name: 'Pupil0 Test' }, link: '/family' }, {}],
    });
    expect(await mailsTo(ids.guardian)).toEqual(['Where is Pupil0 Test?', 'Where is Pupil0 Test?']);
    const one = { ids: [list.rows[0]?.noticeId, newId()] };
    expect((await admin.post(`${api}/me/notices/read`).send(one)).body).toEqual({ read: 0 });
    expect((await guardian.post(`${api}/me/notices/read`).send(one)).body).toEqual({ read: 1 });
    expect((await guardian.get(`${api}/me/notices/unread`)).body).toEqual({ unread: 1 });
    expect((await guardian.post(`${api}/me/notices/read`).send({ all: true })).body).toEqual({ read: 1 });
    expect((await guardian.post(`${api}/me/notices/read`).send({ ids: [] })).status).toBe(422);
    expect((await test.anonymous.get(`${api}/me/notices`)).status).toBe(401);
  });

  it('of a missing child is not given once it was taken back, however late it is tried', async () => {
    const alert = {
      ...{ alertId: newId(), guardianIds: [ids.guardian], pupilId: ids.pupil },
      ...{ schoolId: school.schoolId, date: '2026-03-04' },
    };
    const place = { districtId: school.districtId, schoolId: school.schoolId };
    await inTransaction((session) =>
      say(guardianAlertTakenBack, `${alert.alertId}:1`, place, alert, session),
    );
    await settled();
    await OutboxModel.updateMany({}, { $set: { at: new Date(Date.now() + 60_000) } });
    await happened(guardianAlerted, alert);
    expect(await mailsTo(ids.guardian)).toEqual(['Pupil0 Test is not missing any more']);
    expect((await noticesOf(guardian)).rows).toMatchObject([{ kind: 'childAccountedFor' }]);
  });

  it('of somebody new reaches the admins but not the one who did it; the new one is welcomed', async () => {
    await added(ids.admin);
    expect((await noticesOf(admin)).total).toBe(0);
    await added();
    expect((await noticesOf(admin)).rows).toMatchObject([
      { kind: 'personAdded', about: { name: 'Gus Guardian', place: 'Test district' } },
    ]);
    expect(await mailsTo(ids.guardian)).toEqual([
      'Welcome to Quad at Test district',
      'Welcome to Quad at Test district',
    ]);
    expect(await NoticeSettingsModel.countDocuments({ _id: ids.guardian })).toBe(1);
  });

  it('switched off does not come, and is nothing to whom it cannot concern', async () => {
    const { rows } = await settingsOf(guardian);
    expect(rows.map(({ kind, mail, locked }) => [kind, mail, locked])).toEqual([
      ['childMissing', 'now', false],
      ['childAccountedFor', 'now', false],
      ['newDevice', 'now', true],
      ['passwordChanged', 'now', true],
      ['secondFactorChanged', 'now', true],
      ['sessionReused', 'now', true],
    ]);
    expect((await choose(guardian, { childMissing: { app: false, mail: 'off' } })).status).toBe(200);
    await missed();
    expect((await noticesOf(guardian)).total).toBe(0);
    expect(await mailsTo(ids.guardian)).toEqual([]);
  });

  it('of somebody else in one’s name cannot be switched off and waits for nothing', async () => {
    const off = { app: false, mail: 'off' };
    expect((await choose(guardian, { newDevice: off })).body).toMatchObject({
      code: 'invalid_request',
      errors: [{ field: 'chosen.newDevice' }],
    });
    expect((await choose(guardian, {}, { quietFrom: '25:00', quietTo: '07:00' })).status).toBe(422);
    await clock('23:00');
    const userAgent = 'Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0';
    await happened(userSignedInOnNewDevice, { personId: ids.guardian, userAgent, at: 0 });
    await happened(passwordChanged, { personId: ids.guardian, at: 0 });
    expect(await mailsTo(ids.guardian)).toHaveLength(2);
    expect((await noticesOf(guardian)).rows).toMatchObject([
      { kind: 'passwordChanged' },
      { kind: 'newDevice', about: { device: 'Firefox · Windows' } },
    ]);
  });
});

describe('mail', () => {
  it('waits for the end of quiet hours, and is not needed for what was read by then', async () => {
    await choose(admin, { personAdded: { app: true, mail: 'now' } });
    await clock('21:30');
    await added();
    await added();
    await dueMail();
    expect(await mailsTo(ids.admin)).toEqual([]);
    const [first] = (await noticesOf(admin)).rows;
    await admin.post(`${api}/me/notices/read`).send({ ids: [first?.noticeId] });
    await clock('07:01', '2026-03-05');
    await dueMail();
    await dueMail();
    expect(await mailsTo(ids.admin)).toEqual(['New at Test district: Gus Guardian']);
  });

  it('of a day is one digest at four, and none when nothing is new', async () => {
    await added();
    await added();
    await dueMail();
    expect(await mailsTo(ids.admin)).toEqual([]);
    await clock('16:01');
    await added();
    await dueMail();
    await dueMail();
    expect(await mailsTo(ids.admin)).toEqual(['2 things to know today']);
    await admin.post(`${api}/me/notices/read`).send({ all: true });
    await clock('16:01', '2026-03-05');
    await dueMail();
    expect(await mailsTo(ids.admin)).toHaveLength(1);
  });

  it('that waits does not wait for a clock that was set back, and a day that comes again has its digest again', async () => {
    await clock('09:00', '2031-03-04');
    await added();
    await clock('09:00');
    await dueMail();
    expect(await mailsTo(ids.admin)).toEqual(['1 thing to know today']);
    const dayBefore = async (): Promise<void> => {
      await clock('09:00', '2026-03-03');
      await added();
      await clock('16:01', '2026-03-03');
      await dueMail();
    };
    await dayBefore();
    await dayBefore();
    expect(await mailsTo(ids.admin)).toHaveLength(3);
  });

  it('with a code stands in the mailbox of the district’s admins alone where nothing sends it', async () => {
    const invited = `${api}/schools/${school.schoolId}/invitations`;
    await admin.post(invited).send({ personIds: [ids.guardian] });
    await settled();
    const { rows, sends } = (await admin.get(`${api}/mails`)).body as Paged<Mail> & { sends: boolean };
    expect(sends).toBe(false);
    expect(rows).toMatchObject([{ state: 'kept', to: `${school.guardian}@example.org` }]);
    const code = /\/start#([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})/.exec(rows[0]?.text ?? '')?.[1] ?? 'none';
    const stored = [await OutboxModel.find().lean(), await DeliveryModel.find().lean()];
    expect(JSON.stringify(stored)).not.toContain(code);
    // a try that comes too late mails nothing
    const made = await PersonCodeModel.findOneAndUpdate({}, { revokedAt: new Date() });
    await happened(userInvited, { personId: ids.guardian, codeId: made?._id ?? '' });
    expect(await mailsTo(ids.guardian)).toHaveLength(1);
    expect((await guardian.get(`${api}/mails`)).status).toBe(403);
    expect((await test.anonymous.get(`${api}/mails`)).status).toBe(401);
    const elsewhere = await test.signIn((await aSchool(test.app.platform, { password })).admin);
    expect((await elsewhere.get(`${api}/mails`)).body).toMatchObject({ total: 0 });
  });
});

it('what was given up is seen and tried again by admins of its district', async () => {
  await happened(passwordChanged, { personId: ids.guardian, at: 1 });
  const done = (await DeliveryModel.findOne({ state: 'done' }).sort({ at: -1 }).lean())!;
  const kill = () => DeliveryModel.updateOne({ _id: done._id }, { $set: { state: 'dead', error: 'x' } });
  await kill();
  const list = async (agent: Agent) => agent.get(`${api}/outbox/deliveries?state=dead`);
  expect(((await list(admin)).body as Paged<Delivery>).rows).toMatchObject([
    { deliveryId: done._id, event: 'user.passwordChanged', effect: 'tell the owner', error: 'x' },
  ]);
  const replay = (agent: Agent, id = done._id) => agent.post(`${api}/outbox/deliveries/${id}/replay`);
  const elsewhere = await test.signIn((await aSchool(test.app.platform, { password })).admin);
  expect(((await list(elsewhere)).body as Paged<Delivery>).total).toBe(0);
  expect((await replay(elsewhere)).status).toBe(404);
  expect((await replay(guardian)).status).toBe(403);
  expect((await replay(test.anonymous)).status).toBe(401);
  expect((await replay(admin)).body).toEqual({ replayed: 1 });
  await settled();
  expect((await replay(admin)).status).toBe(409);
  expect((await noticesOf(guardian)).total).toBe(1);
  await kill();
  expect((await admin.post(`${api}/outbox/replay`)).body).toEqual({ replayed: 1 });
  await settled();
  expect((await admin.get(`${api}/outbox/deliveries?state=lost`)).status).toBe(422);
});
