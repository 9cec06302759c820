import type { NewSecondFactor, SignedInDevice } from '@quad/shared/identity';
import { Secret, TOTP } from 'otpauth';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rotate } from '../../../../deploy/local/keys.mjs';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { MembershipModel, PersonModel, SessionModel } from './person.model';

/** What is changed here must hold there, on the next request and on sockets that are open. */
let here: TestApp;
let there: TestApp;
let school: ASchool;
beforeAll(async () => {
  here = await startTestApp();
  there = await here.second();
});
afterAll(async () => {
  await there.stop();
  await here.stop();
});
beforeEach(async () => {
  school = await aSchool(here.app.platform, { password });
  await here.setClock(school.districtId, '2026-03-04', '09:00');
});

const idOf = async (login: string): Promise<string> => (await PersonModel.findOne({ login }))?._id ?? '';

/** Somebody of the office who looks at the people of the school, over there. */
async function watching(): Promise<{ agent: Agent; socket: Socket; room: string; personId: string }> {
  const agent = await there.signIn(school.office);
  const socket = await there.socket(agent);
  const room = `people:${school.schoolId}`;
  expect(await socket.emitWithAck('watch', { topics: [room] })).toEqual({ joined: [room] });
  return { agent, socket, room, personId: await idOf(school.office) };
}

const letGo = (socket: Socket): Promise<true> => eventually(() => socket.disconnected);
const statusOf = async (agent: Agent): Promise<number> => (await agent.get('/api/v1/me')).status;

/** Still signed in, but no role is left. */
async function hasNothing({ agent, socket, room }: Awaited<ReturnType<typeof watching>>): Promise<void> {
  await letGo(socket);
  expect((await agent.get('/api/v1/me')).body).toMatchObject({ memberships: [] });
  const again = await there.socket(agent);
  expect(await again.emitWithAck('watch', { topics: [room] })).toEqual({ joined: [] });
}

async function isOut({ agent, socket }: { agent: Agent; socket: Socket }): Promise<void> {
  await letGo(socket);
  expect(await statusOf(agent)).toBe(401);
  await expect(there.socket(agent)).rejects.toThrow('signed_out');
}

describe('on every process, over HTTP and on open sockets', () => {
  it('a role that is ended is gone', async () => {
    const office = await watching();
    await MembershipModel.updateOne({ personId: office.personId }, { $set: { to: '2026-03-03' } });
    await hasNothing(office);
  });

  it('a role is gone when its last day is over by the district’s clock', async () => {
    const office = await watching();
    await MembershipModel.updateOne({ personId: office.personId }, { $set: { to: '2026-03-04' } });
    await letGo(office.socket);
    const socket = await there.socket(office.agent);
    expect(await socket.emitWithAck('watch', { topics: [office.room] })).toEqual({ joined: [office.room] });
    await here.setClock(school.districtId, '2026-03-05', '00:00');
    await hasNothing({ ...office, socket });
  });

  it('a device that is signed out is out, the one that did it is not', async () => {
    const office = await watching();
    const mine = await here.signIn(school.office);
    const devices = (await mine.get('/api/v1/me/devices')).body as SignedInDevice[];
    const other = devices.find((device) => !device.here)?.sessionId ?? '';
    expect((await mine.delete(`/api/v1/me/devices/${other}`)).status).toBe(204);
    await isOut(office);
    expect(await statusOf(mine)).toBe(200);
  });

  it('somebody who is barred is out', async () => {
    const office = await watching();
    await PersonModel.updateOne({ _id: office.personId }, { $set: { disabled: true } });
    await letGo(office.socket);
    expect(await statusOf(office.agent)).toBe(401);
  });

  it('a changed password and one-time codes turned on end every other session', async () => {
    const [first, mine] = [await watching(), await here.signIn(school.office)];
    const changed = { password, newPassword: 'violet-kettle-runs-4-miles' };
    expect((await mine.put('/api/v1/me/password').send(changed)).status).toBe(204);
    await isOut(first);
    const { passwordHash } = (await PersonModel.findOne({ login: school.teacher }))!;
    await PersonModel.updateOne({ _id: first.personId }, { $set: { passwordHash } });
    const second = await watching();
    const { secret } = (await mine.post('/api/v1/me/second-factor')).body as NewSecondFactor;
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    expect((await mine.put('/api/v1/me/second-factor').send({ code })).status).toBe(200);
    await isOut(second);
    expect(await statusOf(mine)).toBe(200);
  });

  it('a proof given here counts there at once', async () => {
    const personId = await idOf(school.teacher);
    const answer = await here.anonymous.post('/api/v1/session').send({ login: school.teacher, password });
    const cookies = (answer.get('Set-Cookie') ?? []).map((cookie) => cookie.split(';')[0] ?? '');
    await SessionModel.updateMany({ personId }, { $set: { provedAt: new Date(0) } });
    const asksForProof = () => there.anonymous.post('/api/v1/me/second-factor').set('Cookie', cookies);
    await eventually(async () => (await asksForProof()).status === 403);
    const proved = await here.anonymous.post('/api/v1/me/proof').set('Cookie', cookies).send({ password });
    expect(proved.status).toBe(200);
    expect((await asksForProof()).status).toBe(200);
  });
});

describe('a key that is rotated', () => {
  it('signs nobody out, and what it signs here is good there before there has read it', async () => {
    const before = await here.signIn(school.teacher);
    const old = here.app.platform.secrets.keys.current.id;
    rotate(here.app.platform.config.dataDir, Date.now() - 120_000);
    await here.app.platform.secrets.keys.reread();
    expect(here.app.platform.secrets.keys.current.id).not.toBe(old);
    const refreshed = await before.post('/api/v1/session/refresh');
    expect(refreshed.status).toBe(200);
    const cookies = (refreshed.get('Set-Cookie') ?? []).map((cookie) => cookie.split(';')[0] ?? '');
    expect(cookies.join()).toContain(`.${here.app.platform.secrets.keys.current.id}.`);
    expect(there.app.platform.secrets.keys.all).toHaveLength(1);
    expect((await there.anonymous.get('/api/v1/me').set('Cookie', cookies)).status).toBe(200);
    expect((await there.anonymous.post('/api/v1/session/refresh').set('Cookie', cookies)).status).toBe(200);
  });
});
