import type {
  OwnMark,
  Presence,
  RegisterCounts,
  RegisterEvent,
  RegisterHead,
  SubscribeAnswer,
} from '@quad/shared/attendance';
import type { Stale } from '@quad/shared/platform';
import { io, type Socket } from 'socket.io-client';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { newId } from '../../platform/database/connect';
import { MembershipModel } from '../identity/person.model';
import { TeachingModel } from '../schools/class.model';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { aDevice, mathematicsOn } from './attendance.builders';
import { beat } from './presence';
import { emitHeads } from './register.live';
import { PresenceModel, PresenceServerModel } from './register.model';

let here: TestApp;
let there: TestApp;
let school: ASchool;
let teacher: Agent;
let colleague: Agent;

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
  [teacher, colleague] = await Promise.all([here.signIn(school.teacher), there.signIn(school.colleague)]);
});

function collect<T>(socket: Socket, event: string): T[] {
  const heard: T[] = [];
  socket.on(event, (message: T) => heard.push(message));
  return heard;
}

function subscribe(socket: Socket, id: string, clientId: string = randomUUID()): Promise<SubscribeAnswer> {
  return socket.emitWithAck('register:subscribe', {
    id,
    epoch: 0,
    since: 0,
    clientId,
  }) as Promise<SubscribeAnswer>;
}

describe('a register open on two processes', () => {
  it('hears of every entry, whichever process wrote it, and of who else is there', async () => {
    const device = await aDevice(teacher, school);
    const [mine, theirs] = [await here.socket(teacher), await there.socket(colleague)];
    const [heardHere, heardThere] = [
      collect<RegisterEvent>(mine, 'register:event'),
      collect<RegisterEvent>(theirs, 'register:event'),
    ];
    const people = collect<Presence>(theirs, 'register:presence');
    expect(await subscribe(mine, device.register.id)).toMatchObject({
      ok: true,
      caughtUp: { snapshot: { seq: 0 } },
    });
    expect(await subscribe(theirs, device.register.id)).toMatchObject({ ok: true });
    await device.send([
      device.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }]),
      device.mark([{ pupil: school.pupils[1] ?? '', code: 'A', note: 'ill' }]),
    ]);
    await eventually(() => heardHere.length === 2 && heardThere.length === 2);
    expect(heardThere.map(({ entry }) => entry.seq)).toEqual([1, 2]);
    expect(heardThere[1]).toMatchObject({
      entry: { by: device.actorId, changes: [{ code: 'A', note: 'ill' }] },
      names: { [device.actorId]: 'Ms teacher' },
    });
    expect(heardThere[0]?.entry).not.toHaveProperty('schoolId');
    await eventually(() =>
      people.some(({ people: present }) => new Set(present.map((person) => person.name)).size === 2),
    );
  });

  it('shows who has left it at once, and nobody whose process has died', async () => {
    const device = await aDevice(teacher, school);
    const [mine, theirs] = [await here.socket(teacher), await there.socket(colleague)];
    const people = collect<Presence>(mine, 'register:presence');
    const names = (): string[] => (people.at(-1)?.people ?? []).map(({ name }) => name);
    await subscribe(mine, device.register.id);
    await subscribe(theirs, device.register.id);
    await eventually(() => names().length === 2);
    theirs.disconnect();
    await eventually(() => names().length === 1);

    const [dead, now] = [newId(), Date.now()];
    await PresenceServerModel.create({ _id: dead, seenAt: new Date(now) });
    await beat(here.app.platform, now);
    await PresenceModel.create({
      ...{ _id: `socket:${device.register.id}`, districtId: school.districtId, schoolId: school.schoolId },
      ...{ registerId: device.register.id, personId: newId(), name: 'Ms Gone' },
      ...{ clientId: randomUUID(), server: dead },
    });
    await eventually(() => names().includes('Ms Gone'));
    const heard = people.length;
    // its last sign of life, as those who live find it eight seconds later
    await beat(here.app.platform, now + 8_000);
    await eventually(() =>
      people.slice(heard).some((told) => told.people.every(({ name }) => name !== 'Ms Gone')),
    );
    await beat(here.app.platform, now + 60_000);
    expect(await PresenceModel.exists({ server: dead })).toBeNull();
  });

  it('is told where it stands, from the database', async () => {
    const device = await aDevice(teacher, school);
    const socket = await there.socket(colleague);
    const heads = collect<RegisterHead>(socket, 'register:head');
    await subscribe(socket, device.register.id);
    await device.send([device.close()]);
    await emitHeads(there.app.platform, 0);
    await eventually(() => heads.some((head) => head.id === device.register.id && head.head === 1));
  });

  it('is refused to who may not read it, and they are in no room', async () => {
    const device = await aDevice(teacher, school);
    const socket = await here.socket(await here.signIn(school.student));
    const heard = collect<RegisterEvent>(socket, 'register:event');
    expect(await subscribe(socket, device.register.id)).toEqual({ ok: false, code: 'not_found' });
    expect(await subscribe(socket, 'no id')).toEqual({ ok: false, code: 'invalid_request' });
    const watching = await here.socket(teacher);
    const seen = collect<RegisterEvent>(watching, 'register:event');
    await subscribe(watching, device.register.id);
    await device.send([device.close()]);
    await eventually(() => seen.length === 1);
    expect(heard).toEqual([]);
  });
});

describe('lists and pupils', () => {
  it('tells a class’s counts to those who teach it and stale boards to those who see them', async () => {
    const device = await aDevice(teacher, school);
    const teacherSocket = await there.socket(colleague);
    const adminSocket = await there.socket(await there.signIn(school.admin));
    const counts = collect<RegisterCounts>(teacherSocket, 'register:counts');
    const stale = collect<Stale>(adminSocket, 'stale');
    const topics = [
      `class:${school.mathematics}`,
      `district:${school.districtId}`,
      `school:${school.schoolId}`,
    ];
    expect(await teacherSocket.emitWithAck('watch', { topics })).toEqual({
      joined: [`class:${school.mathematics}`],
    });
    expect(await adminSocket.emitWithAck('watch', { topics })).toEqual({ joined: topics.slice(1) });
    const stranger = await aSchool(here.app.platform, { password });
    const foreign = await there.socket(await there.signIn(stranger.admin));
    expect(await foreign.emitWithAck('watch', { topics })).toEqual({ joined: [] });
    await device.send([device.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }])]);
    const told = await eventually(() => counts.find((each) => each.seq === 1));
    expect(told).toMatchObject({
      registerId: device.register.id,
      status: 'open',
      counts: { present: 1, unmarked: 2 },
    });
    await eventually(() =>
      stale.some(({ topic, version }) => topic === `district:${school.districtId}` && BigInt(version) > 0n),
    );
  });

  it('are read anew as new as the hint, on another process too, and say how new they are', async () => {
    const socket = await here.socket(teacher);
    const stale = collect<Stale>(socket, 'stale');
    const topics = [`setup:${school.schoolId}`, `people:${school.schoolId}`, `schools:${school.districtId}`];
    expect(await socket.emitWithAck('watch', { topics })).toEqual({ joined: topics.slice(0, 1) });
    // what the other process keeps of the old name is what it must forget
    await colleague.get('/api/v1/me/classes');
    const office = await here.signIn(school.office);
    const path = `/api/v1/schools/${school.schoolId}/classes/${school.mathematics}`;
    expect((await office.patch(path).send({ name: 'Sums' })).status).toBe(204);
    const version = await eventually(async () => {
      // the school was made a moment ago, which is a hint too
      const hinted = stale.at(-1)?.version ?? '0';
      const answer = await colleague.get('/api/v1/me/classes').set('X-Quad-After', hinted);
      expect(BigInt(answer.get('X-Quad-Version') ?? '0')).toBeGreaterThanOrEqual(BigInt(hinted));
      expect(Number(answer.get('X-Quad-Lag'))).toBeGreaterThanOrEqual(0);
      return answer.text.includes('Sums') && hinted;
    });
    // whoever enters the room after the hint, having read before it, is told as well
    const late = await here.socket(office);
    const missed = collect<Stale>(late, 'stale');
    await late.emitWithAck('watch', { topics });
    await eventually(() =>
      missed.some((each) => each.topic === topics[0] && BigInt(each.version) >= BigInt(version)),
    );
    const stranger = await aSchool(here.app.platform, { password });
    const foreign = await here.socket(await here.signIn(stranger.admin));
    expect(
      await foreign.emitWithAck('watch', { topics: [...topics, `summary:${school.mathematics}`] }),
    ).toEqual({
      joined: [],
    });
  });

  it('tells a person whose rights change to look again who they are', async () => {
    const socket = await there.socket(colleague);
    const stale = collect<Stale>(socket, 'stale');
    const me = ((await colleague.get('/api/v1/me')).body as { personId: string }).personId;
    const strangers = ((await teacher.get('/api/v1/me')).body as { personId: string }).personId;
    expect(await socket.emitWithAck('watch', { topics: [`me:${me}`, `me:${strangers}`] })).toEqual({
      joined: [`me:${me}`],
    });
    await MembershipModel.create({
      ...{ _id: newId(), districtId: school.districtId, schoolId: school.schoolId, personId: me },
      ...{ role: 'office', from: '2026-01-01', to: null },
    });
    const { version } = await eventually(() => stale.find(({ topic }) => topic === `me:${me}`));
    const answer = await teacher.get('/api/v1/me').set('X-Quad-After', version);
    expect(answer.status).toBe(200);
    const anew = (await colleague.get('/api/v1/me').set('X-Quad-After', version)).body as {
      memberships: { role: string }[];
    };
    expect(anew.memberships.map(({ role }) => role)).toContain('office');
  });

  it('tells a pupil their own mark, without the note, and nobody else’s', async () => {
    const device = await aDevice(teacher, school);
    const student = await there.signIn(school.student);
    const me = ((await student.get('/api/v1/me')).body as { personId: string }).personId;
    const socket = await there.socket(student);
    const marks = collect<OwnMark>(socket, 'pupil:mark');
    const others = school.pupils.filter((pupil) => pupil !== me);
    expect(
      await socket.emitWithAck('watch', { topics: [`pupil:${me}`, `pupil:${others[0] ?? ''}`] }),
    ).toEqual({ joined: [`pupil:${me}`] });
    await device.send([
      device.mark([...others, me].map((pupil) => ({ pupil, code: 'L', minutes: 5, note: 'overslept' }))),
    ]);
    await eventually(() => marks.length > 0);
    expect(marks).toEqual([
      {
        registerId: device.register.id,
        pupil: me,
        epoch: device.register.epoch,
        ver: 1,
        date: '2026-03-04',
        className: '7B Mathematics',
        starts: '08:55',
        code: 'L',
        minutes: 5,
        at: expect.any(Number),
      },
    ]);
  });
});

describe('a hostile client', () => {
  it('ends nobody’s process, whatever it sends or forgets to send', async () => {
    const raw = io(here.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: 'quad_access=%' },
      reconnection: false,
      forceNew: true,
    });
    const refused = await new Promise<Error>((resolve) => raw.once('connect_error', resolve));
    expect(refused.message).toBe('signed_out');
    expect((await here.anonymous.get('/api/v1/me').set('Cookie', 'quad_access=%')).status).toBe(401);
    const socket = await here.socket(teacher);
    for (const event of ['watch', 'unwatch', 'register:subscribe', 'register:leave']) {
      for (const args of [[], [null], [{}], [{ topics: ['x'] }, 5], [{ id: 1 }, 'no function'], [[[[]]]]])
        socket.emit(event, ...args);
    }
    expect(await socket.emitWithAck('watch', { topics: [`class:${school.mathematics}`] })).toEqual({
      joined: [`class:${school.mathematics}`],
    });
  });

  it('is cut off when it floods', async () => {
    const socket = await here.socket(teacher);
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    for (let i = 0; i < 2_000; i++) socket.emit('watch', { topics: [`class:${school.mathematics}`] });
    await gone;
    expect((await here.anonymous.get('/livez')).status).toBe(200);
  });
});

describe('losing the right to it', () => {
  it('closes every socket of a session that ends, on every process', async () => {
    const socket = await there.socket(colleague);
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    const { status, body } = await colleague.delete('/api/v1/sessions');
    expect([status, (body as { ended: number }).ended]).toEqual([200, 1]);
    await gone;
    expect(
      (
        await eventually(async () => {
          const answer = await colleague.get('/api/v1/me');
          return answer.status === 401 && answer;
        })
      ).status,
    ).toBe(401);
    await expect(there.socket(colleague)).rejects.toThrow('signed_out');
  });

  it('takes a class that ended from open sockets', async () => {
    const socket = await there.socket(colleague);
    const me = ((await colleague.get('/api/v1/me')).body as { personId: string }).personId;
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    await TeachingModel.updateMany({ personId: me }, { $set: { to: '2026-03-03' } });
    await gone;
    const { id } = mathematicsOn(school);
    await aDevice(teacher, school);
    const refused = await eventually(async () => {
      const answer = await colleague.get(`/api/v1/registers/${id}/sync?epoch=0&since=0`);
      return answer.status === 403 && answer;
    });
    expect(refused.body).toMatchObject({
      code: 'not_my_class',
      about: { className: '7B Mathematics', teachers: 'Ms teacher', office: 'Olu Office' },
    });
  });

  it('takes a role that ended from open sockets and from requests', async () => {
    const socket = await there.socket(colleague);
    const me = ((await colleague.get('/api/v1/me')).body as { personId: string }).personId;
    const { id } = mathematicsOn(school);
    await aDevice(teacher, school);
    expect(await subscribe(socket, id)).toMatchObject({ ok: true });
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    await MembershipModel.updateMany({ personId: me }, { $set: { to: '2026-03-03' } });
    await gone;
    const refused = await eventually(async () => {
      const answer = await colleague.get(`/api/v1/registers/${id}/sync?epoch=0&since=0`);
      return answer.status !== 200 && answer;
    });
    expect(refused.status).toBe(403);
  });
});
