import type { MarkRequest } from '@quad/shared/attendance';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { aDevice, type ADevice } from '../attendance.builders';
import { api, childOf, inboxOf, registerOf } from './family.builders';

let test: TestApp;
let elsewhere: ASchool;
let school: ASchool;
let device: ADevice;
let pupil: string;
let agents: Record<'guardian' | 'student' | 'teacher' | 'office', Agent>;

beforeAll(async () => {
  test = await startTestApp();
  elsewhere = await aSchool(test.app.platform, { password });
});
afterAll(() => test.stop());
beforeEach(async () => {
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  const [guardian, student, teacher, office] = (await Promise.all(
    [school.guardian, school.student, school.teacher, school.office].map((login) => test.signIn(login)),
  )) as [Agent, Agent, Agent, Agent];
  agents = { guardian, student, teacher, office };
  device = await aDevice(teacher, school);
  pupil = await childOf(guardian);
  await device.send([device.mark([{ pupil, code: 'A' }])]);
});

const path = (what: string, of = pupil): string =>
  `${api}/registers/${device.register.id}/marks/${of}/${what}`;
const query = (agent: Agent, fields: object = {}, of = pupil) =>
  agent.post(path('queries', of)).send({ text: 'She sat in the first row.', ver: 1, ...fields });
const ask = (agent: Agent, fields: object = {}) =>
  agent.post(path('corrections')).send({ code: 'L', minutes: 5, reason: 'came with the bus', ...fields });
const answer = (agent: Agent, id: string, body: object) =>
  agent.post(`${api}/mark-requests/${id}/answer`).send(body);
const listed = async (agent: Agent, search = '') =>
  (await agent.get(`${api}/mark-requests${search}`)).body as { rows: MarkRequest[]; total: number };
const codeNow = async () => (await registerOf(device)).marks.find((mark) => mark.pupil === pupil)?.code;

describe('“this mark is wrong”', () => {
  it('goes from a family to the teachers of the class, who correct the mark; the log tells why', async () => {
    const asked = (await query(agents.guardian)).body as MarkRequest;
    expect(asked).toMatchObject({ kind: 'query', state: 'open', code: 'A', className: '7B Mathematics' });
    for (const agent of [agents.teacher, agents.office])
      expect(await inboxOf(agent)).toMatchObject({
        waiting: 1,
        items: [{ kind: 'request', request: { id: asked.id } }],
      });
    expect((await answer(agents.teacher, asked.id, { decision: 'correct', code: 'P' })).body).toMatchObject({
      state: 'corrected',
      answeredBy: 'Ms teacher',
    });
    expect(await codeNow()).toBe('P');
    const { register } = device;
    const { body } = await agents.teacher.get(
      `${api}/registers/${register.id}/sync?epoch=${register.epoch}&since=1`,
    );
    expect(body.events[0].reason).toContain('She sat in the first row.');
    expect(await inboxOf(agents.guardian)).toMatchObject({
      waiting: 0,
      items: [{ kind: 'requestAnswered' }],
    });
    expect((await answer(agents.office, asked.id, { decision: 'correct', code: 'A' })).status).toBe(409);
  });

  it('is declined with a sentence, and withdrawn by whoever asked', async () => {
    const { id } = (await query(agents.student)).body as MarkRequest;
    expect((await answer(agents.teacher, id, { decision: 'correct' })).status).toBe(422);
    expect((await answer(agents.teacher, id, { decision: 'decline', answer: '' })).status).toBe(422);
    await answer(agents.teacher, id, { decision: 'decline', answer: 'I looked twice.' });
    expect(await listed(agents.student)).toMatchObject({
      rows: [{ state: 'declined', answer: 'I looked twice.' }],
    });
    const again = (await query(agents.guardian)).body as MarkRequest;
    const withdraw = (agent: Agent) => agent.post(`${api}/mark-requests/${again.id}/withdraw`).send();
    expect((await withdraw(agents.student)).status).toBe(404);
    expect((await withdraw(agents.guardian)).body).toMatchObject({ state: 'withdrawn' });
    expect((await withdraw(agents.guardian)).status).toBe(409);
  });

  it('is asked once at a time, about the mark as it is, and not about long ago', async () => {
    await query(agents.guardian);
    expect((await query(agents.student)).body).toMatchObject({ code: 'conflict' });
    await device.send([device.mark([{ pupil, code: 'L' }])]);
    expect((await query(agents.student, { ver: 1 })).status).toBe(409);
    expect((await query(agents.student, { ver: 2, text: 'x' })).status).toBe(422);
    await test.setClock(school.districtId, '2026-04-20', '09:00');
    expect((await query(agents.student, { ver: 2 })).body).toMatchObject({
      errors: [{ field: 'registerId' }],
    });
  });

  it('is the pupil’s and the guardians’ alone to ask, and no other class’s to answer', async () => {
    const [other = ''] = school.pupils.filter((each) => each !== pupil);
    expect((await query(agents.guardian, {}, other)).status).toBe(404);
    expect((await query(agents.student, {}, other)).status).toBe(404);
    expect((await query(agents.teacher)).status).toBe(403);
    expect((await query(test.anonymous)).status).toBe(401);
    const { id } = (await query(agents.guardian)).body as MarkRequest;
    const body = { decision: 'correct', code: 'P' };
    expect((await answer(agents.guardian, id, body)).status).toBe(403);
    for (const login of [elsewhere.teacher, elsewhere.office, elsewhere.guardian]) {
      const stranger = await test.signIn(login);
      expect((await answer(stranger, id, body)).status).toBeGreaterThanOrEqual(403);
      expect((await listed(stranger, `?pupil=${pupil}`)).total).toBe(0);
    }
    expect((await answer(await test.signIn(elsewhere.office), id, body)).status).toBe(404);
  });
});

describe('a correction', () => {
  it('is asked for a closed register and granted with one click', async () => {
    expect((await ask(agents.teacher)).body).toMatchObject({ code: 'conflict' });
    await device.send([device.close()]);
    const asked = (await ask(agents.teacher)).body as MarkRequest;
    expect(asked).toMatchObject({
      kind: 'correction',
      proposed: { code: 'L', minutes: 5 },
      by: 'Ms teacher',
    });
    expect((await ask(agents.teacher)).status).toBe(409);
    expect(await inboxOf(agents.office)).toMatchObject({ waiting: 1 });
    expect(await inboxOf(agents.teacher)).toMatchObject({ waiting: 0 });
    expect((await answer(agents.teacher, asked.id, { decision: 'correct' })).status).toBe(404);
    expect((await answer(agents.office, asked.id, { decision: 'correct' })).body).toMatchObject({
      state: 'corrected',
      answeredBy: 'Olu Office',
    });
    expect(await codeNow()).toBe('L');
    expect(await listed(agents.teacher, '?kind=correction')).toMatchObject({
      rows: [{ state: 'corrected' }],
    });
  });

  it('is nothing a family hears of, and nothing they ask for', async () => {
    await device.send([device.close()]);
    await ask(agents.teacher);
    expect((await listed(agents.guardian, '?kind=correction')).total).toBe(0);
    expect((await ask(agents.guardian)).status).toBe(403);
    expect((await ask(agents.office)).status).toBe(403);
    expect((await ask(agents.teacher, { code: '?' })).status).toBe(422);
    expect((await ask(await test.signIn(elsewhere.teacher))).status).toBe(404);
  });
});
