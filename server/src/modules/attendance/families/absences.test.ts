import type { AbsencesDecided, ChildCard, ExpectedAbsence, PupilAttendance } from '@quad/shared/attendance';
import type { Stale } from '@quad/shared/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FileRoomModel } from '../../../platform/files/file-room.model';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { aSchool, type ASchool } from '../../schools/schools.builders';
import { aDevice } from '../attendance.builders';
import { api, childOf, inboxOf, registerOf, reported } from './family.builders';

let test: TestApp;
let stranger: Agent;
let strangeSchool: ASchool;
let school: ASchool;
let guardian: Agent;
let office: Agent;
let teacher: Agent;
let pupil: string;

beforeAll(async () => {
  test = await startTestApp();
  strangeSchool = await aSchool(test.app.platform, { password });
  stranger = await test.signIn(strangeSchool.guardian);
});
afterAll(() => test.stop());
beforeEach(async () => {
  school = await aSchool(test.app.platform, { password });
  await test.setClock(school.districtId, '2026-03-04', '09:00');
  [guardian, office, teacher] = (await Promise.all(
    [school.guardian, school.office, school.teacher].map((login) => test.signIn(login)),
  )) as [Agent, Agent, Agent];
  pupil = await childOf(guardian);
});

const report = (agent: Agent, fields: object = {}, of = pupil) =>
  agent
    .post(`${api}/pupils/${of}/absences`)
    .send({ from: '2026-03-04', to: '2026-03-04', reasonKind: 'illness', ...fields });
const decide = (agent: Agent, body: object) => agent.post(`${api}/absences/decisions`).send(body);
const listed = async (agent: Agent, query = '') =>
  (await agent.get(`${api}/absences${query}`)).body as { rows: { id: string }[]; total: number };

it('a guardian whose last child has left has an empty first page', async () => {
  const { guardians } = (await office.get(`${api}/schools/${school.schoolId}/people/${pupil}`)).body as {
    guardians: { guardianshipId: string }[];
  };
  await office
    .put(`${api}/schools/${school.schoolId}/guardianships/${guardians[0]?.guardianshipId ?? ''}`)
    .send({ to: '2026-03-03' });
  await eventually(async () => (await childOf(guardian)) === '');
  const page = await guardian.get(`${api}/me/children`);
  expect([page.status, page.body]).toEqual([200, []]);
  expect((await teacher.get(`${api}/me/children`)).status).toBe(403);
});

describe('a child’s attendance', () => {
  it('is shown to the guardian and to the office, and to nobody else', async () => {
    const device = await aDevice(teacher, school);
    await device.send([device.mark([{ pupil, code: 'L', minutes: 4, note: 'for staff' }])]);
    const seen = (await guardian.get(`${api}/pupils/${pupil}/attendance`)).body as PupilAttendance;
    expect(seen).toMatchObject({ pupil, name: 'Pupil0 Test', month: '2026-03', codeSet: 'international' });
    expect(seen.marks.filter((mark) => mark.code !== null)).toMatchObject([{ pupil, code: 'L', minutes: 4 }]);
    expect(JSON.stringify(seen)).not.toContain('for staff');
    expect((await office.get(`${api}/pupils/${pupil}/attendance`)).status).toBe(200);
    const [other = ''] = school.pupils.filter((each) => each !== pupil);
    expect((await guardian.get(`${api}/pupils/${other}/attendance`)).status).toBe(404);
    expect((await stranger.get(`${api}/pupils/${pupil}/attendance`)).status).toBe(404);
    expect((await teacher.get(`${api}/pupils/${pupil}/attendance`)).status).toBe(403);
    expect((await test.anonymous.get(`${api}/pupils/${pupil}/attendance`)).status).toBe(401);
  });

  it('stands on the guardian’s first page with today’s marks and what was reported', async () => {
    const device = await aDevice(teacher, school);
    await device.send([device.mark([{ pupil, code: 'P' }])]);
    await reported(guardian, pupil, { from: '2026-03-10', to: '2026-03-11', reasonKind: 'family' });
    const cards = (await guardian.get(`${api}/me/children`)).body as ChildCard[];
    expect(cards).toMatchObject([
      { pupil, name: 'Pupil0 Test', alert: null, absences: [{ from: '2026-03-10', state: 'pending' }] },
    ]);
    expect(cards[0]?.lessons).toHaveLength(2);
    expect(cards[0]?.marks.map((mark) => mark.code)).toContain('P');
    expect((await teacher.get(`${api}/me/children`)).status).toBe(403);
  });

  it('reaches the guardian’s open page, named by the child', async () => {
    const socket = await test.socket(guardian);
    const heard: { pupil: string; code: string }[] = [];
    socket.on('pupil:mark', (mark: { pupil: string; code: string }) => heard.push(mark));
    const topics = [
      `pupil:${pupil}`,
      ...school.pupils.filter((each) => each !== pupil).map((p) => `pupil:${p}`),
    ];
    expect(await socket.emitWithAck('watch', { topics })).toEqual({ joined: [`pupil:${pupil}`] });
    const device = await aDevice(teacher, school);
    await device.send([device.mark(school.pupils.map((each) => ({ pupil: each, code: 'P' })))]);
    await eventually(() => heard.length > 0);
    expect(heard).toMatchObject([{ pupil, code: 'P' }]);
  });
});

describe('reporting an absence', () => {
  it('waits for the office, is in its inbox, and shows on the register before anybody marks', async () => {
    const device = await aDevice(teacher, school);
    const report = await reported(guardian, pupil, { text: 'fever since last night' });
    expect(report).toMatchObject({
      state: 'pending',
      code: null,
      by: 'Gus Guardian',
      pupilName: 'Pupil0 Test',
    });
    expect(await inboxOf(office)).toMatchObject({
      waiting: 1,
      items: [{ kind: 'absence', absence: { id: report.id } }],
    });
    const expected = (await teacher.get(`${api}/registers/${device.register.id}/expected`))
      .body as ExpectedAbsence[];
    expect(expected).toEqual([{ pupil, kind: 'illness', state: 'reported', code: 'E' }]);
    expect((await stranger.get(`${api}/registers/${device.register.id}/expected`)).status).toBe(403);
    expect(
      (
        await (
          await test.signIn(strangeSchool.teacher)
        ).get(`${api}/registers/${device.register.id}/expected`)
      ).status,
    ).toBe(404);
  });

  it('refuses days that are far away, the wrong way round, too many or reported already', async () => {
    await reported(guardian, pupil);
    for (const [fields, field] of [
      [{ from: '2026-02-17' }, 'from'],
      [{ from: '2027-03-06', to: '2027-03-06' }, 'from'],
      [{ from: '2026-03-05', to: '2026-05-04' }, 'to'],
      [{ from: '2026-03-05', to: '2026-03-04' }, 'to'],
      [{ reasonKind: 'no idea' }, 'reasonKind'],
    ] as const) {
      const answer = await report(guardian, fields);
      expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([422, field]);
    }
    expect((await report(guardian)).status).toBe(409);
  });

  it('is made once, however often and fast somebody taps', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => report(guardian)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const [row, ...others] = (await listed(office)).rows;
    expect(others).toEqual([]);
    for (const { body } of answers.filter(({ status }) => status === 409))
      expect(body).toMatchObject({ detail: 'These days are reported already.', about: { absence: row?.id } });
    // what was withdrawn and reported anew is not put back beside it
    await guardian.post(`${api}/absences/${row?.id ?? ''}/withdraw`).send();
    expect((await report(guardian)).status).toBe(200);
    expect((await guardian.post(`${api}/absences/${row?.id ?? ''}/restore`).send()).body).toMatchObject({
      code: 'conflict',
      detail: 'These days are reported already.',
    });
  });

  it('is not taken by a school that is archived', async () => {
    const admin = await test.signIn(school.admin);
    await admin.put(`${api}/schools/${school.schoolId}/archived`).send({ archived: true });
    expect((await report(guardian)).body).toMatchObject({ code: 'school_archived' });
  });

  it('is for guardians of that child alone', async () => {
    const [other = ''] = school.pupils.filter((each) => each !== pupil);
    expect((await report(guardian, {}, other)).status).toBe(404);
    expect((await report(stranger)).status).toBe(404);
    expect((await report(office)).status).toBe(403);
    expect((await report(teacher)).status).toBe(403);
    expect((await report(test.anonymous)).status).toBe(401);
  });

  it('is taken back while it waits, and can be put back', async () => {
    const { id } = await reported(guardian, pupil);
    const act = (agent: Agent, what: string) => agent.post(`${api}/absences/${id}/${what}`).send();
    expect((await act(stranger, 'withdraw')).status).toBe(404);
    expect((await act(guardian, 'withdraw')).body).toMatchObject({ state: 'withdrawn' });
    expect((await act(guardian, 'withdraw')).status).toBe(409);
    expect((await decide(office, { decision: 'approve', ids: [id] })).status).toBe(409);
    expect((await act(guardian, 'restore')).body).toMatchObject({ state: 'pending' });
    await decide(office, { decision: 'approve', ids: [id] });
    expect((await act(guardian, 'withdraw')).body).toMatchObject({ code: 'conflict' });
  });

  it('takes a letter along, which the office and that guardian read', async () => {
    const { id } = await reported(guardian, pupil);
    const letter = Buffer.from('%PDF-1.4 a letter');
    const put = (agent: Agent, type: string, bytes: Buffer) =>
      agent.put(`${api}/absences/${id}/file`).set('Content-Type', type).send(bytes);
    expect((await put(guardian, 'application/pdf', letter)).body).toMatchObject({
      file: { type: 'application/pdf', bytes: letter.length },
    });
    expect((await put(guardian, 'image/png', letter)).status).toBe(422);
    expect((await put(guardian, 'application/pdf', Buffer.alloc(5_300_000, '%PDF-1.4'))).status).toBe(413);
    expect((await put(stranger, 'application/pdf', letter)).status).toBe(404);
    expect((await put(office, 'application/pdf', letter)).status).toBe(403);
    for (const reader of [office, guardian]) {
      const file = await reader.get(`${api}/absences/${id}/file`);
      expect([
        file.status,
        file.headers['content-type'],
        Buffer.from(file.body as Buffer).equals(letter),
      ]).toEqual([200, 'application/pdf', true]);
      expect(file.headers).toMatchObject({
        'content-disposition': expect.stringMatching(/^attachment; .*absence-2026-03-04\.pdf/),
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      });
    }
    expect((await stranger.get(`${api}/absences/${id}/file`)).status).toBe(404);
    expect((await teacher.get(`${api}/absences/${id}/file`)).status).toBe(403);
    await decide(office, { decision: 'decline', ids: [id], answer: 'not this way' });
    expect((await put(guardian, 'application/pdf', letter)).status).toBe(409);
  });

  it('keeps no more files than the school has room for; what takes another’s place counts the difference', async () => {
    const { id } = await reported(guardian, pupil, { from: '2026-03-16', to: '2026-03-16' });
    const put = (bytes: number) =>
      guardian
        .put(`${api}/absences/${id}/file`)
        .set('Content-Type', 'application/pdf')
        .send(Buffer.alloc(bytes, '%PDF-1.4 '));
    const room = { _id: school.schoolId };
    const before = (await FileRoomModel.findById(room._id))?.bytes ?? 0;
    expect((await put(1_000)).status).toBe(200);
    expect((await put(400)).status).toBe(200);
    expect((await FileRoomModel.findById(room._id))?.bytes).toBe(before + 400);
    await FileRoomModel.updateOne(room, { $set: { bytes: test.app.platform.config.schoolFileBytes - 100 } });
    expect((await put(501)).body).toMatchObject({ status: 409, code: 'no_room' });
    expect((await put(500)).status).toBe(200);
    expect((await guardian.get(`${api}/absences/${id}/file`)).headers['content-type']).toBe(
      'application/pdf',
    );
    await guardian.post(`${api}/absences/${id}/withdraw`).send();
  });
});

describe('deciding', () => {
  it('approves several at once, each with the code of its kind, and tells the register the code', async () => {
    const one = await reported(guardian, pupil, { text: 'fever' });
    const two = await reported(guardian, pupil, {
      from: '2026-03-09',
      to: '2026-03-10',
      reasonKind: 'religious',
    });
    const answer = await decide(office, { decision: 'approve', ids: [one.id, two.id] });
    expect(answer.body).toEqual({
      decided: [one.id, two.id],
      skipped: [],
      corrected: 0,
      notCorrected: 0,
    } satisfies AbsencesDecided);
    expect(await listed(office, '?state=approved')).toMatchObject({
      total: 2,
      rows: [{ code: 'E', decidedBy: 'Olu Office' }, { code: 'E' }],
    });
    const { id } = (await aDevice(teacher, school)).register;
    expect((await teacher.get(`${api}/registers/${id}/expected`)).body).toEqual([
      { pupil, kind: 'illness', state: 'approved', code: 'E', text: 'fever' },
    ]);
    expect((await decide(office, { decision: 'decline', ids: [one.id], answer: 'too late' })).status).toBe(
      409,
    );
  });

  it('explains the absences of days gone by through the log, and undoing it puts them back', async () => {
    const device = await aDevice(teacher, school);
    const [other = ''] = school.pupils.filter((each) => each !== pupil);
    await device.send([
      device.mark([
        { pupil, code: 'A' },
        { pupil: other, code: 'A' },
      ]),
      device.close(),
    ]);
    const { id } = await reported(guardian, pupil);
    expect((await decide(office, { decision: 'approve', ids: [id] })).body).toMatchObject({ corrected: 1 });
    const marks = async () =>
      Object.fromEntries((await registerOf(device)).marks.map((mark) => [mark.pupil, mark.code]));
    expect(await marks()).toMatchObject({ [pupil]: 'E', [other]: 'A' });
    const sync = await teacher.get(
      `${api}/registers/${device.register.id}/sync?epoch=${device.register.epoch}&since=2`,
    );
    expect(sync.body.events).toMatchObject([{ reason: 'Reported by guardian Gus Guardian', role: 'office' }]);
    expect((await office.post(`${api}/absences/${id}/reopen`).send()).body).toMatchObject({
      state: 'pending',
      code: null,
    });
    expect(await marks()).toMatchObject({ [pupil]: 'A', [other]: 'A' });
    expect((await office.post(`${api}/absences/${id}/reopen`).send()).status).toBe(409);
  });

  it('leaves a mark alone that somebody has changed since', async () => {
    const device = await aDevice(teacher, school);
    await device.send([device.mark([{ pupil, code: 'A' }])]);
    const { id } = await reported(guardian, pupil);
    await decide(office, { decision: 'approve', ids: [id] });
    await device.send([
      device.mark([{ pupil, code: 'L' }], { seen: { epoch: device.register.epoch, seq: 2 } }),
    ]);
    await office.post(`${api}/absences/${id}/reopen`).send();
    expect((await registerOf(device)).marks.find((mark) => mark.pupil === pupil)?.code).toBe('L');
  });

  it('declines with an answer the family reads', async () => {
    const { id } = await reported(guardian, pupil);
    expect((await decide(office, { decision: 'decline', ids: [id], answer: '' })).status).toBe(422);
    await decide(office, { decision: 'decline', ids: [id], answer: 'Exams are that day.' });
    expect((await guardian.get(`${api}/pupils/${pupil}/absences`)).body).toMatchObject({
      rows: [{ id, state: 'declined', answer: 'Exams are that day.', decidedBy: 'Olu Office' }],
    });
    expect(await inboxOf(guardian)).toMatchObject({ waiting: 0, items: [{ kind: 'absenceAnswered' }] });
  });

  it('is the office’s alone, in its own school, and by codes that explain', async () => {
    const { id } = await reported(guardian, pupil);
    const approve = { decision: 'approve', ids: [id] };
    expect((await decide(teacher, approve)).status).toBe(403);
    expect((await decide(guardian, approve)).status).toBe(403);
    const elsewhere = await test.signIn(strangeSchool.office);
    expect((await decide(elsewhere, approve)).status).toBe(404);
    expect((await elsewhere.post(`${api}/absences/${id}/reopen`).send()).status).toBe(404);
    expect((await listed(elsewhere)).total).toBe(0);
    expect((await decide(office, { ...approve, code: 'A' })).status).toBe(422);
    expect((await decide(office, { ...approve, code: 'T' })).status).toBe(200);
  });

  it('finds reports by a part of the pupil’s name and by state', async () => {
    await reported(guardian, pupil);
    expect((await listed(office, '?q=pil0')).total).toBe(1);
    expect((await listed(office, '?q=nobody')).total).toBe(0);
    expect((await listed(office, '?state=declined')).total).toBe(0);
    expect((await office.get(`${api}/absences?state=unknown`)).status).toBe(422);
  });

  it('makes open registers, families and the office ask again', async () => {
    const heard: Stale[] = [];
    const topics = {
      teacher: `class:${school.mathematics}`,
      guardian: `pupil:${pupil}`,
      office: `office:${school.schoolId}`,
    };
    for (const [agent, topic] of [
      [teacher, topics.teacher],
      [guardian, topics.guardian],
      [office, topics.office],
    ] as const) {
      const socket = await test.socket(agent);
      socket.on('stale', (stale: Stale) => heard.push(stale));
      expect(await socket.emitWithAck('watch', { topics: [topic] })).toEqual({ joined: [topic] });
    }
    await reported(guardian, pupil);
    await eventually(() =>
      Object.values(topics).every((topic) => heard.some((stale) => stale.topic === topic)),
    );
  });
});
