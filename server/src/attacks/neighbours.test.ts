import type { Me } from '@quad/shared/identity';
import type { CoverRow } from '@quad/shared/schools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADevice, aDevice, mathematicsOn } from '../modules/attendance/attendance.builders';
import { AbsenceModel } from '../modules/attendance/families/absence.model';
import { RegisterModel } from '../modules/attendance/register.model';
import { registerId } from '../modules/attendance/register.repository';
import { MembershipModel, PersonModel } from '../modules/identity/person.model';
import { ClassModel, CoverModel } from '../modules/schools/class.model';
import { aSchool, type ASchool } from '../modules/schools/schools.builders';
import { MailModel } from '../platform/mail/mail.model';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../testing/test-app';

/** Two schools of one district, and one of another. */
let test: TestApp;
let mine: ASchool;
let next: ASchool;
let far: ASchool;
let office: Agent;
let teacher: Agent;
let student: Agent;
let guardian: Agent;
beforeAll(async () => {
  test = await startTestApp();
  mine = await aSchool(test.app.platform, { password });
  next = await aSchool(test.app.platform, { password, districtId: mine.districtId });
  far = await aSchool(test.app.platform, { password });
  for (const { districtId } of [mine, far]) await test.setClock(districtId, '2026-03-04', '09:00');
  [office, teacher, student, guardian] = await Promise.all([
    test.signIn(mine.office),
    test.signIn(mine.teacher),
    test.signIn(mine.student),
    test.signIn(mine.guardian),
  ]);
});
afterAll(() => test.stop());

const api = '/api/v1';
const bodyOf = ({ body }: { body: object }) => ({ ...body, requestId: null });
/** Ids beside a real one: how somebody would go looking. */
function besides(id: string): string[] {
  return [1n, 2n, -1n, 1n << 64n].map((step) =>
    ((BigInt(`0x${id}`) + step) & ((1n << 96n) - 1n)).toString(16).padStart(24, '0'),
  );
}

describe('a foreign room', () => {
  it('lets nobody in, and nothing that happens there is heard', async () => {
    const openedThere = await aDevice(await test.signIn(next.teacher), next);
    const topics = [
      ...[next, far].flatMap(({ schoolId }) =>
        ['school', 'setup', 'people', 'office', 'site'].map((kind) => `${kind}:${schoolId}`),
      ),
      ...[next, far].flatMap(({ mathematics, history }) =>
        [mathematics, history].flatMap((id) => [`class:${id}`, `summary:${id}`]),
      ),
      ...[...next.pupils, ...far.pupils].flatMap((id) => [
        `pupil:${id}`,
        `year:${id}`,
        `me:${id}`,
        `notices:${id}`,
      ]),
      ...[far.districtId].flatMap((id) => [`district:${id}`, `schools:${id}`, `outbox:${id}`]),
      // a thing of one kind by the name of another
      ...[next.schoolId, next.mathematics].flatMap((id) => [`me:${id}`, `import:${id}`, `year:${id}`]),
    ];
    for (const agent of [office, teacher, student, guardian]) {
      const socket = await test.socket(agent);
      const heard: unknown[] = [];
      socket.onAny((...event) => heard.push(event));
      expect(await socket.emitWithAck('watch', { topics })).toEqual({ joined: [] });
      const asked = { id: openedThere.register.id, epoch: 0, since: 0, clientId: openedThere.clientId };
      const answer: unknown = await socket.emitWithAck('register:subscribe', asked);
      const unknown: unknown = await socket.emitWithAck('register:subscribe', {
        ...asked,
        id: 'f'.repeat(24),
      });
      expect(answer).toMatchObject({ ok: false });
      expect(answer).toEqual(unknown);
      await openedThere.send([openedThere.mark([{ pupil: next.pupils[0] ?? '', code: 'A' }])]);
      await eventually(async () => (await RegisterModel.findById(asked.id).lean())?.seq);
      // one more way round, so that whatever was on its way is here
      await socket.emitWithAck('watch', { topics: [] });
      expect(JSON.stringify(heard)).not.toMatch(new RegExp([asked.id, ...next.pupils].join('|')));
      socket.disconnect();
    }
  });
});

describe('a guessed id', () => {
  it('of a neighbour is answered like one that never was', async () => {
    const paths = (
      school: ASchool,
      id = school.schoolId,
      classId = school.mathematics,
      pupil = school.pupils[1],
    ) => [
      `/schools/${id}`,
      `/schools/${id}/people?role=teacher`,
      `/schools/${id}/day`,
      `/schools/${id}/classes/${classId}`,
      `/schools/${mine.schoolId}/classes/${classId}`,
      `/schools/${mine.schoolId}/people/${pupil ?? ''}`,
      `/pupils/${pupil ?? ''}/attendance`,
      `/pupils/${pupil ?? ''}/year`,
      `/classes/${classId}/summary`,
      `/registers/${mathematicsOn(school).id}/sync?epoch=0&since=0`,
    ];
    const never = 'f'.repeat(24);
    const answers = async (all: string[]) => Promise.all(all.map((path) => office.get(api + path)));
    const unknown = await answers(
      paths({ ...mine, mathematics: never, pupils: ['', never] }, never, never, never),
    );
    for (const school of [next, far]) {
      const found = await answers(paths(school));
      found.forEach((answer, n) => {
        // the last asks by the key of a register that my own school would have
        if (n === 9) expect(answer.status).toBe(404);
        else expect([answer.status, bodyOf(answer)]).toEqual([404, bodyOf(unknown[n] ?? answer)]);
      });
    }
  });

  it('beside a real one, or of another kind, finds nothing', async () => {
    const { schoolId } = mine;
    const [classes, people] = await Promise.all([
      ClassModel.distinct('_id', { schoolId }),
      MembershipModel.distinct('personId', { schoolId }),
    ]);
    const real = [schoolId, ...classes, ...people].map(String);
    const guesses = new Set([...real, ...real.slice(0, 2).flatMap(besides)]);
    const paths = [...guesses].flatMap((id) => [
      ...(id === schoolId ? [] : [`/schools/${id}`]),
      ...(classes.includes(id) ? [] : [`/classes/${id}/summary`]),
      ...(people.includes(id) ? [] : [`/pupils/${id}/attendance`, `/schools/${schoolId}/people/${id}`]),
      ...[`/absences/${id}/file`, `/registers/${id}/sync?epoch=0&since=0`],
    ]);
    const answers = await Promise.all(
      paths.map(async (path) => [path, (await office.get(api + path)).status]),
    );
    expect(answers).toEqual(paths.map((path) => [path, 404]));
  });

  it('in a body moves nothing over the border', async () => {
    const [pupil = ''] = next.pupils;
    const before = await Promise.all([ClassModel.find().lean(), PersonModel.find().lean()]);
    const at = `${api}/schools/${mine.schoolId}`;
    const asked = [
      office.post(`${at}/memberships`).send({ personId: far.pupils[0], role: 'student' }),
      office.post(`${at}/classes/${mine.mathematics}/pupils`).send({ pupilIds: [pupil] }),
      office.post(`${at}/classes/${next.mathematics}/pupils`).send({ pupilIds: [mine.pupils[0]] }),
      office.patch(`${at}/classes/${next.mathematics}`).send({ name: 'Mine' }),
      office.patch(`${at}/people/${pupil}`).send({ givenName: 'Mine' }),
      office.post(`${at}/people/${pupil}/guardians`).send({ guardianId: far.pupils[0] }),
      office.post(`${at}/codes`).send({ personIds: [pupil] }),
      guardian
        .post(`${api}/pupils/${pupil}/absences`)
        .send({ from: '2026-03-05', to: '2026-03-05', reasonKind: 'illness' }),
    ];
    for (const answer of await Promise.all(asked)) expect([403, 404, 409, 422]).toContain(answer.status);
    expect(await Promise.all([ClassModel.find().lean(), PersonModel.find().lean()])).toEqual(before);
    expect(await AbsenceModel.countDocuments()).toBe(0);
  });
});

describe('one path asked by two', () => {
  it('shows each their own, whatever the headers say of where and who they are', async () => {
    const there = await test.signIn(next.office);
    const headers = {
      'X-Forwarded-Host': 'evil.example',
      'X-Original-URL': `${api}/schools/${next.schoolId}`,
      'X-Rewrite-URL': `${api}/schools/${next.schoolId}`,
      'X-School-Id': next.schoolId,
      'X-HTTP-Method-Override': 'DELETE',
      'Cache-Control': 'max-age=99999',
    };
    for (const path of [
      '/me',
      '/board',
      '/schools',
      '/absences',
      '/mark-requests',
      '/search?q=pupil',
      '/me/inbox',
    ]) {
      for (const agent of [there, office, there, office]) {
        const own = agent === there ? next : mine;
        const other = agent === there ? mine : next;
        const answer = await agent.get(api + path).set(headers);
        expect(answer.status, path).toBe(200);
        expect(answer.text, path).not.toMatch(
          new RegExp([other.schoolId, other.mathematics, ...other.pupils].join('|')),
        );
        if (path === '/me')
          expect((answer.body as Me).memberships).toMatchObject([{ schoolId: own.schoolId }]);
        expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
        expect(answer.headers.etag).toBeUndefined();
      }
    }
  });

  it('with one key gives nobody another person’s answer', async () => {
    const there = await test.signIn(next.office);
    const add = (agent: Agent, { schoolId }: ASchool) =>
      agent
        .post(`${api}/schools/${schoolId}/people`)
        .set('Idempotency-Key', 'one-key-for-two')
        .send({ role: 'teacher', givenName: 'Kit', familyName: 'Key' });
    const [first, second] = [await add(office, mine), await add(there, next)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body).not.toEqual(second.body);
    expect(bodyOf(await add(office, mine))).toEqual(bodyOf(first));
    expect((await add(office, next)).status).toBeGreaterThanOrEqual(400);
  });

  it('does not put a stranger’s address into a mail', async () => {
    const email = 'gus@home.example';
    await PersonModel.updateOne({ login: mine.guardian }, { email });
    const asked = test.anonymous
      .post(`${api}/password-resets`)
      .set({ Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' });
    expect((await asked.send({ login: email })).status).toBe(204);
    const mail = await eventually(() => MailModel.findOne().sort({ _id: -1 }).lean());
    expect(JSON.stringify(mail)).not.toContain('evil.example');
  });
});

it('a substitute whose cover is over neither reads, opens, marks nor hears the class any more', async () => {
  const { personId } = (await teacher.get(`${api}/me`)).body as Me;
  const cover = {
    ...{ classId: mine.history, personId },
    ...{ from: { date: '2026-03-04', time: '08:30' }, to: { date: '2026-03-04', time: '09:30' } },
  };
  const handed = await office.post(`${api}/schools/${mine.schoolId}/covers`).send(cover);
  const key = { schoolId: mine.schoolId, classId: mine.history, date: '2026-03-04', period: '2' };
  const id = registerId(key);
  const open = () => teacher.put(`${api}/registers/${id}`).send(key);
  const { epoch } = (
    await eventually(async () => {
      const answer = await open();
      return answer.status === 200 && answer;
    })
  ).body as { epoch: number };
  const device = new ADevice(teacher, personId, { id, epoch });
  const [pupil = ''] = mine.pupils;
  expect((await device.send([device.mark([{ pupil, code: 'L' }])])).status).toBe(200);
  const before = await RegisterModel.findById(id).lean();

  // by the clock alone: nobody has ended it
  await test.setClock(mine.districtId, '2026-03-04', '09:31');
  await eventually(async () => ((await teacher.get(`${api}/me`)).body as Me).covers.length === 0);
  const refused = [
    device.send([device.mark([{ pupil, code: 'A' }])]),
    teacher.get(`${api}/registers/${id}/sync?epoch=0&since=0`),
    teacher.get(`${api}/classes/${mine.history}/summary`),
    open(),
  ];
  for (const answer of await Promise.all(refused)) expect([403, 404]).toContain(answer.status);
  const socket = await test.socket(teacher);
  const topics = [`class:${mine.history}`, `summary:${mine.history}`];
  expect(await socket.emitWithAck('watch', { topics })).toEqual({ joined: [] });
  const asked = { id, epoch: 0, since: 0, clientId: device.clientId };
  expect(await socket.emitWithAck('register:subscribe', asked)).toMatchObject({ ok: false });
  expect(await RegisterModel.findById(id).lean()).toEqual(before);
  expect(await CoverModel.findById((handed.body as CoverRow).coverId).lean()).toMatchObject({ personId });
  await test.setClock(mine.districtId, '2026-03-04', '09:00');
});

describe('a file', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const script = '<script>alert(1)</script>';

  it('is what its bytes are, leaves as a download under our own name, and brings no script along', async () => {
    const [pupil = ''] = mine.pupils;
    const report = { from: '2026-03-05', to: '2026-03-05', reasonKind: 'illness' };
    const made = await guardian.post(`${api}/pupils/${pupil}/absences`).send(report);
    const { id } = made.body as { id: string };
    const at = `${api}/absences/${id}/file`;
    const put = (type: string, bytes: Buffer | string) =>
      guardian
        .put(at)
        .set({ 'Content-Type': type, 'Content-Disposition': 'attachment; filename="../../evil.php.png"' })
        .send(Buffer.from(bytes));
    const tricks: [string, Buffer | string][] = [
      ['image/png', `<html>${script}</html>`],
      ['image/png', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
      ['image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
      ['text/html', script],
      ['image/jpeg', png],
      ['application/pdf', png],
      ['image/png, text/html', png],
      ['image/png', Buffer.concat([Buffer.from('GIF89a'), png])],
      ['image/png', png.subarray(0, 8)],
      ['image/png', ''],
      [
        'multipart/form-data; boundary=x',
        `--x\r\nContent-Type: image/png\r\n\r\n${png.toString('latin1')}\r\n--x--`,
      ],
    ];
    for (const [type, bytes] of tricks) {
      const answer = await put(type, bytes);
      expect([400, 415, 422], `${type} ${answer.status}`).toContain(answer.status);
    }
    expect(await AbsenceModel.findById(id).lean()).toMatchObject({ file: null });

    // a picture and a page at once
    expect((await put('image/png', Buffer.concat([png, Buffer.from(script)]))).status).toBe(200);
    const served = await guardian.get(at);
    expect((served.body as Buffer).toString('latin1')).not.toContain('script');
    expect(served.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^attachment; filename="absence-2026-03-05\.png"/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    for (const stranger of [
      await test.signIn(next.office),
      await test.signIn(far.office),
      await test.signIn(next.guardian),
    ])
      expect((await stranger.get(at)).status).toBe(404);
    expect((await test.anonymous.get(at)).status).toBe(401);
  });
});
