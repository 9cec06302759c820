import type { ActionsReply } from '@quad/shared/attendance';
import { countMarks, digestOf } from '@quad/shared/attendance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { password, startTestApp, type Agent, type TestApp } from '../../testing/test-app';
import { aSchool, type ASchool } from '../schools/schools.builders';
import { ADevice, aDevice } from './attendance.builders';
import { RegisterModel, type RegisterRecord } from './register.model';

let test: TestApp;
let school: ASchool;
let teacher: Agent;
let colleague: Agent;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());
beforeEach(async () => {
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  [teacher, colleague] = await Promise.all([test.signIn(school.teacher), test.signIn(school.colleague)]);
});

const stored = async (id: string): Promise<RegisterRecord> =>
  (await RegisterModel.findById(id).lean<RegisterRecord>())!;

describe('marking a register', () => {
  it('writes one entry, the marks, their counts and digest in one document, and answers with what the sender lacks', async () => {
    const device = await aDevice(teacher, school);
    const [first = '', second = ''] = school.pupils;
    const answer = await device.send([
      device.mark([
        { pupil: first, code: 'P' },
        { pupil: second, code: 'L', minutes: 7, note: 'bus' },
      ]),
    ]);
    expect(answer.status).toBe(200);
    const reply = answer.body as ActionsReply & { events: unknown[] };
    expect(reply.results).toMatchObject([{ out: 'applied', seq: 1 }]);
    expect(reply).toMatchObject({ head: 1, events: [{ seq: 1, by: device.actorId }] });
    expect(reply.names[device.actorId]).toBe('Ms teacher');
    const record = await stored(device.register.id);
    expect(record.marks.find((mark) => mark.pupil === second)).toEqual({
      pupil: second,
      code: 'L',
      minutes: 7,
      note: 'bus',
      ver: 1,
    });
    expect(record).toMatchObject({
      seq: 1,
      digest: digestOf(record.marks),
      counts: countMarks(record.marks, 'international'),
    });
    expect(record.log[0]).toMatchObject({
      schoolId: school.schoolId,
      classId: school.mathematics,
      date: '2026-03-04',
      after: { status: 'open' },
    });
  });

  it('keeps every mark of two teachers who mark at the same moment', async () => {
    const [one, two] = [await aDevice(teacher, school), await aDevice(colleague, school)];
    const acts = Array.from({ length: 20 }, (_, i) => {
      const device = i % 2 === 0 ? one : two;
      return device.send([
        device.mark([{ pupil: school.pupils[i % 3] ?? '', code: i % 4 === 0 ? 'A' : 'P' }]),
      ]);
    });
    const replies = await Promise.all(acts);
    expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => 200));
    const record = await stored(one.register.id);
    expect(record.log.map((entry) => entry.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(record).toMatchObject({
      seq: 20,
      digest: digestOf(record.marks),
      counts: countMarks(record.marks, 'international'),
    });
  });

  it('stores an action once however often it is sent, also at the same time', async () => {
    const device = await aDevice(teacher, school);
    const action = device.mark([{ pupil: school.pupils[0] ?? '', code: 'A' }]);
    const replies = await Promise.all([device.send([action]), device.send([action]), device.send([action])]);
    expect(replies.map((reply) => (reply.body as ActionsReply).results[0])).toEqual(
      Array(3).fill({ mid: action.mid, out: 'applied', seq: 1 }),
    );
    expect((await stored(device.register.id)).log).toHaveLength(1);
  });

  it('notices what another process has written in between', async () => {
    const second = await test.second();
    const [here, there] = [
      await aDevice(teacher, school),
      await aDevice(await second.signIn(school.colleague), school),
    ];
    for (let i = 0; i < 4; i++) {
      await here.send([here.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }])]);
      await there.send([there.mark([{ pupil: school.pupils[1] ?? '', code: 'A' }])]);
    }
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        (i % 2 ? here : there).send([
          (i % 2 ? here : there).mark([{ pupil: school.pupils[2] ?? '', code: 'L' }]),
        ]),
      ),
    );
    const record = await stored(here.register.id);
    expect(record.log.map((entry) => entry.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(record.digest).toBe(digestOf(record.marks));
    await second.stop();
  });

  it('closes, rejects marks with the reason, and reopens', async () => {
    const device = await aDevice(teacher, school);
    await device.send([device.close()]);
    const rejected = await device.send([device.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }])]);
    expect((rejected.body as ActionsReply).results[0]).toMatchObject({
      out: 'rejected',
      reason: 'register_closed',
    });
    const reopened = await device.send([
      device.reopen('Closed too early'),
      device.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }]),
    ]);
    expect((reopened.body as ActionsReply).results.map((result) => result.out)).toEqual([
      'applied',
      'applied',
    ]);
    expect(await stored(device.register.id)).toMatchObject({
      status: 'open',
      statusSet: { reason: 'Closed too early' },
    });
  });

  it('lets the office change the roll, and a teacher not', async () => {
    const device = await aDevice(teacher, school);
    const office = await aDevice(await test.signIn(school.office), school);
    const leave = {
      ...device.close(),
      kind: 'roll' as const,
      changes: [{ pupil: school.pupils[2] ?? '', roll: 'leave' as const }],
    };
    expect(((await device.send([leave])).body as ActionsReply).results[0]).toMatchObject({
      out: 'rejected',
      reason: 'not_allowed',
    });
    expect(((await office.send([leave])).body as ActionsReply).results[0]).toMatchObject({ out: 'applied' });
    const record = await stored(device.register.id);
    expect(record.marks.map((mark) => mark.pupil)).toEqual(school.pupils.slice(0, 2));
    expect(record.counts.unmarked).toBe(2);
  });

  it('lets nobody join who is no pupil of the school', async () => {
    const office = await aDevice(await test.signIn(school.office), school);
    const neighbour = await aSchool(test.app.platform, { password, districtId: school.districtId });
    for (const pupil of [neighbour.pupils[0] ?? '', office.actorId, 'f'.repeat(24)]) {
      const join = { ...office.close(), kind: 'roll' as const, changes: [{ pupil, roll: 'join' as const }] };
      expect((await office.send([join])).status).toBe(422);
    }
    expect((await stored(office.register.id)).seq).toBe(0);
  });

  it('decides nothing for a device of another epoch, and gives it a snapshot to send anew from', async () => {
    const device = await aDevice(teacher, school);
    const answer = await device.send([device.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }])], {
      epoch: 1,
    });
    expect(answer.body).toMatchObject({
      results: [],
      snapshot: { className: '7B Mathematics', starts: '08:55', timeZone: 'Europe/London', seq: 0 },
    });
  });
});

describe('refusals', () => {
  it('401 without a session, and 404 to another school, to a pupil and to a teacher of other classes', async () => {
    const device = await aDevice(teacher, school);
    const submission = device.submission([device.mark([{ pupil: school.pupils[0] ?? '', code: 'P' }])]);
    const path = `/api/v1/registers/${device.register.id}/actions`;
    expect((await test.anonymous.post(path).send(submission)).status).toBe(401);
    const neighbour = await aSchool(test.app.platform, { password, districtId: school.districtId });
    const stranger = await aSchool(test.app.platform, { password });
    for (const login of [neighbour.teacher, stranger.teacher]) {
      const other = await test.signIn(login);
      const actorId = ((await other.get('/api/v1/me')).body as { personId: string }).personId;
      expect((await other.post(path).send({ ...submission, actorId })).status).toBe(404);
      expect((await other.get(`/api/v1/registers/${device.register.id}/sync?epoch=0&since=0`)).status).toBe(
        404,
      );
    }
    const student = await test.signIn(school.student);
    expect((await student.post(path).send(submission)).status).toBe(403);
    expect((await stored(device.register.id)).seq).toBe(0);
  });

  it('403 for marks of another person on this device', async () => {
    const device = await aDevice(teacher, school);
    const answer = await device.send([device.close()], { actorId: school.pupils[0] ?? '' });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'wrong_actor' });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('422 naming each field that is wrong, and nothing written', async () => {
    const device = await aDevice(teacher, school);
    const bad = {
      ...device.submission([device.close()]),
      since: -1,
      actions: [{ ...device.mark([{ pupil: 'x', code: 'P' }]), extra: 1 }],
    };
    const answer = await teacher.post(`/api/v1/registers/${device.register.id}/actions`).send(bad);
    expect(answer.status).toBe(422);
    const fields = (answer.body as { errors: { field: string }[] }).errors.map((error) => error.field);
    expect(fields).toEqual(expect.arrayContaining(['since', 'actions.0.changes.0.pupil', 'actions.0']));
    expect((await stored(device.register.id)).seq).toBe(0);
  });

  it('422 for an action that names a pupil twice, and nothing written', async () => {
    const device = await aDevice(await test.signIn(school.office), school);
    const [pupil = ''] = school.pupils;
    const twice = device.mark([
      { pupil, code: 'P' },
      { pupil, code: 'A' },
    ]);
    const roll = {
      ...twice,
      kind: 'roll',
      changes: [1, 2].map(() => ({ pupil, roll: 'leave' })),
    } as typeof twice;
    for (const action of [twice, roll]) {
      const answer = await device.send([action]);
      expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('each pupil once')]);
    }
    expect((await stored(device.register.id)).seq).toBe(0);
    // one after the other they are two steps of the mark's history
    const both = await device.send([
      device.mark([{ pupil, code: 'P' }]),
      device.mark([{ pupil, code: 'A' }]),
    ]);
    expect(both.body).toMatchObject({ results: [{ out: 'applied' }, { out: 'applied' }] });
  });

  it('404 for a register that was never opened', async () => {
    const me = ((await teacher.get('/api/v1/me')).body as { personId: string }).personId;
    const device = new ADevice(teacher, me, { id: 'f'.repeat(24), epoch: 1 });
    expect((await device.send([device.close()])).status).toBe(404);
  });
});
