import { readFile, readdir } from 'node:fs/promises';
import type { ImportChange, ImportDetails, ImportRefusal, ImportRow } from '@quad/shared/imports';
import type { Paged } from '@quad/shared/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uploadsIn } from '../../../platform/http/spool';
import { Unusable, type ImportKind } from '../../../platform/imports/import-kind';
import { importSentences } from '../../../platform/imports/sentences';
import { ImportModel } from '../../../platform/imports/import.model';
import { OutboxModel } from '../../../platform/outbox/outbox.model';
import { eventually, password, startTestApp, type Agent, type TestApp } from '../../../testing/test-app';
import { attendanceModule } from '../../attendance/attendance.module';
import { schoolsModule } from '../schools.module';
import { aSchool, type ASchool } from '../schools.builders';

/** What the planted kind has written: `thing:key`, and how often. */
const written = new Map<string, number>();
const orders = { guard: false, failing: 0, hold: null as Promise<void> | null };

/** A file of words, one a line: each is a person to add; `bad` is refused, `late` cannot be written. */
const planted: ImportKind = {
  name: 'roster',
  things: ['person', 'role'],
  sentences: { badWord: '“{{word}}” is no word.', lateWord: '{{word}} came too late.', empty: 'No words.' },
  async read(reading) {
    const words = (await readFile(reading.file.path, 'utf8')).split('\n').filter((word) => word !== '');
    if (words[0] === 'unusable') throw new Unusable({ code: 'empty', file: 'words.csv', about: {} });
    if (words[0] === 'broken') throw new TypeError('not what anybody expected');
    for (const [i, word] of words.entries()) {
      const at = { file: 'words.csv', line: i + 1 };
      if (word === 'bad')
        await reading.refuse({
          ...at,
          column: 'word',
          value: '=bad',
          severity: 'refused',
          code: 'badWord',
          about: { word },
        });
      else if (word === 'same') reading.same('person');
      else
        for (const thing of ['role', 'person'] as const)
          await reading.plan({
            ...at,
            thing,
            op: 'add',
            key: word,
            label: `The ${word}`,
            fields: [],
            write: { word },
          });
      reading.progress(i + 1, words.length);
    }
    reading.notice({ code: 'empty', file: null, about: {} });
    if (orders.guard) reading.guard({ ending: 132, of: 900, exceeded: true });
  },
  async apply(thing, changes) {
    await orders.hold;
    if (orders.failing-- > 0) throw new Error('not now');
    for (const { key } of changes) written.set(`${thing}:${key}`, (written.get(`${thing}:${key}`) ?? 0) + 1);
    return changes
      .filter(({ key }) => key === 'late' && thing === 'person')
      .map(({ key, line }) => ({
        ...{ file: 'words.csv', line: line ?? 0, column: null, value: key },
        ...{ severity: 'refused' as const, code: 'lateWord', about: { word: key } },
      }));
  },
};

let test: TestApp;
let school: ASchool;
let admin: Agent;
beforeAll(async () => {
  test = await startTestApp({ imports: [planted, { ...planted, name: 'timetable' }] });
  school = await aSchool(test.app.platform, { password });
  admin = await test.signIn(school.admin);
});
afterAll(() => test.stop());
beforeEach(() => {
  written.clear();
  Object.assign(orders, { guard: false, failing: 0, hold: null });
});

const at = '/api/v1/imports';
const handIn = (content: string | Buffer, query = 'kind=roster', agent = admin) =>
  agent.post(`${at}?fileName=words.csv&${query}`).set('Content-Type', 'text/csv').send(content);
const read = async (importId: string): Promise<ImportDetails> =>
  (await admin.get(`${at}/${importId}`)).body as ImportDetails;
const until = (importId: string, state: ImportDetails['state']): Promise<ImportDetails> =>
  eventually(async () => {
    const found = await read(importId);
    return found.state === state && found;
  });
async function ready(content: string, query?: string): Promise<string> {
  const { importId } = (await handIn(content, query)).body as { importId: string };
  await until(importId, 'ready');
  return importId;
}
const apply = (importId: string, body = {}) => admin.post(`${at}/${importId}/apply`).send(body);

describe('a file that was handed in', () => {
  it('is read and changes nothing, then is applied whole, thing by thing, and says so once', async () => {
    const importId = await ready('amara\nbad\nsame\nlate\n');
    expect(written.size).toBe(0);
    expect(await read(importId)).toMatchObject({
      ...{ kind: 'roster', changes: 4, refusals: 1, warnings: 0, byName: 'Ada Admin' },
      counts: { person: { add: 2, change: 0, end: 0, same: 1 }, role: { add: 2 } },
      notices: [{ code: 'empty', sentence: 'No words.' }],
    });
    expect((await apply(importId)).body).toMatchObject({ state: 'applying' });
    const done = await until(importId, 'done');
    expect(done).toMatchObject({
      progress: { done: 3, total: 4 },
      refusals: 2,
      appliedAt: expect.any(Number),
    });
    expect([...written.keys()]).toEqual(['person:amara', 'person:late', 'role:amara', 'role:late']);
    const said = await OutboxModel.find({ _id: `import.applied:${importId}` }).lean();
    expect(said).toMatchObject([{ districtId: school.districtId, payload: { importId } }]);
    expect((await apply(importId)).body).toMatchObject({
      status: 409,
      about: { reason: 'importNotWaiting' },
    });
  });

  it('shows its changes by thing, kind and name, and its refused lines as a list and as a file', async () => {
    const importId = await ready('amara\nbo\nbad\n');
    const changes = async (query: string) =>
      (await admin.get(`${at}/${importId}/changes?${query}`)).body as Paged<ImportChange>;
    expect((await changes('')).total).toBe(4);
    expect((await changes('thing=person&op=add')).rows.map(({ key }) => key)).toEqual(['amara', 'bo']);
    expect((await changes('op=end')).total).toBe(0);
    expect((await changes('q=the+AM&thing=role')).rows).toMatchObject([{ label: 'The amara', line: 1 }]);
    expect(JSON.stringify((await changes('')).rows)).not.toContain('write');
    const refusals = (await admin.get(`${at}/${importId}/refusals?severity=refused`))
      .body as Paged<ImportRefusal>;
    expect(refusals.rows).toMatchObject([{ line: 3, column: 'word', sentence: '“bad” is no word.' }]);
    const file = await admin.get(`${at}/${importId}/refusals.csv`);
    expect(file.text).toBe(
      "file,line,column,value,severity,code,sentence\r\nwords.csv,3,word,'=bad,refused,badWord,“bad” is no word.\r\n",
    );
  });

  it('is refused with the reason when nothing of it can be used, and put away when nobody wants it', async () => {
    const unusable = (await handIn('unusable\n')).body as { importId: string };
    expect((await until(unusable.importId, 'refused')).why).toMatchObject({ code: 'empty' });
    const broken = (await handIn('broken\n')).body as { importId: string };
    expect((await until(broken.importId, 'refused')).why).toMatchObject({ code: 'unreadable' });
    const importId = await ready('amara\n');
    expect((await admin.post(`${at}/${importId}/discard`).send()).body).toMatchObject({ state: 'discarded' });
    expect((await apply(importId)).status).toBe(409);
    expect((await admin.post(`${at}/${importId}/discard`).send()).status).toBe(409);
    const left = await eventually(async () => {
      const names = await readdir(uploadsIn(test.app.platform.config.dataDir));
      return names.length === 0 && names;
    });
    expect(left).toEqual([]);
  });

  it('is refused at the door when it is no such file, empty or nobody’s to hand in', async () => {
    expect((await handIn(Buffer.from([0, 1, 2]))).body).toMatchObject({
      status: 422,
      errors: [{ field: 'file' }],
    });
    expect((await handIn('')).status).toBe(422);
    const typed = admin
      .post(`${at}?fileName=a&kind=roster`)
      .set('Content-Type', 'image/png')
      .send(Buffer.from('a'));
    expect((await typed).body).toMatchObject({ status: 422, errors: [{ field: 'file' }] });
    expect((await handIn('a', 'kind=history')).body).toMatchObject({ errors: [{ field: 'schoolId' }] });
    expect((await handIn('a', `kind=roster&schoolId=${school.schoolId}`)).status).toBe(422);
    expect((await test.anonymous.post(`${at}?kind=roster&fileName=a`)).status).toBe(401);
    expect((await handIn('a', 'kind=roster', await test.signIn(school.office))).status).toBe(403);
  });

  it('is another district’s or another school’s for nobody else', async () => {
    const foreign = await aSchool(test.app.platform, { password });
    const sibling = await aSchool(test.app.platform, { password, districtId: school.districtId });
    const stranger = await test.signIn(foreign.admin);
    const importId = await ready('amara\n');
    for (const path of ['', '/changes', '/refusals', '/refusals.csv'])
      expect((await stranger.get(`${at}/${importId}${path}`)).status).toBe(404);
    expect((await stranger.post(`${at}/${importId}/apply`).send({})).status).toBe(404);
    expect((await handIn('a', `kind=timetable&schoolId=${foreign.schoolId}`)).status).toBe(404);
    const own = await ready('amara\n', `kind=timetable&schoolId=${school.schoolId}`);
    await admin
      .post(`/api/v1/schools/${school.schoolId}/people`)
      .send({ role: 'schoolAdmin', givenName: 'Grace', familyName: 'H', login: `grace-${own}`, password });
    const grace = await test.signIn(`grace-${own}`);
    const seen = (await grace.get(at)).body as Paged<ImportRow>;
    expect(seen.rows.map((row) => row.importId)).toEqual([own]);
    expect((await grace.get(`${at}/${importId}`)).status).toBe(404);
    expect((await handIn('a', 'kind=roster', grace)).status).toBe(403);
    expect((await handIn('a', `kind=timetable&schoolId=${sibling.schoolId}`, grace)).status).toBe(404);
  });
});

it('every code a file may be answered by has its words on the screen, which speak of the same facts', async () => {
  const file = new URL('../../../../../client/src/locales/en/import-codes.json', import.meta.url);
  const words = JSON.parse(await readFile(file, 'utf8')) as Record<string, Record<string, string>>;
  const kinds = [schoolsModule, attendanceModule].flatMap((module) => module.imports ?? []);
  const said = new Map(kinds.map(({ name, sentences }) => [name as string, sentences]));
  const factsOf = (sentences: Readonly<Record<string, string>> = {}) =>
    Object.entries(sentences)
      .map(([code, sentence]) => [code, ...new Set(sentence.match(/\{\{\w+\}\}/g))].sort().join(' '))
      .sort();
  expect(kinds.length).toBeGreaterThan(2);
  for (const [name, sentences] of said.set('any', importSentences))
    expect([name, factsOf(words[name])]).toEqual([name, factsOf(sentences)]);
});

describe('applying', () => {
  it('a file that ends many waits for somebody who says how many', async () => {
    orders.guard = true;
    const importId = await ready('amara\n');
    for (const body of [{}, { confirmEnding: 131 }])
      expect((await apply(importId, body)).body).toMatchObject({
        ...{ status: 409, detail: expect.stringContaining('132 of 900') },
        about: { reason: 'endingUnconfirmed', ending: '132', of: '900' },
      });
    expect((await apply(importId, { confirmEnding: 132 })).status).toBe(200);
    await until(importId, 'done');
  });

  it('is for one file of a district at a time, and not for one that was read before another was applied', async () => {
    const [first, second] = [await ready('amara\n'), await ready('bo\n')];
    let letGo: () => void = () => undefined;
    orders.hold = new Promise((resolve) => (letGo = resolve));
    expect((await apply(first)).status).toBe(200);
    const busy = await apply(second);
    expect(busy.body).toMatchObject({ status: 409, about: { reason: 'importBusy', name: '“words.csv”' } });
    letGo();
    await until(first, 'done');
    expect((await apply(second)).body).toMatchObject({ status: 409, about: { reason: 'planOld' } });
    expect(await read(second)).toMatchObject({ state: 'ready' });
    expect([...written.keys()]).toEqual(['person:amara', 'role:amara']);
  });

  it('goes on by itself when the process at it is gone, which then writes nothing more', async () => {
    const importId = await ready(Array.from({ length: 700 }, (_, i) => `p${i}`).join('\n'));
    let letGo: () => void = () => undefined;
    orders.hold = new Promise((resolve) => (letGo = resolve));
    await apply(importId);
    await eventually(async () => (await read(importId)).state === 'applying');
    // as if it had not been heard of for ten seconds
    await ImportModel.updateOne({ _id: importId }, { $set: { holder: 'gone', leaseUntil: new Date(0) } });
    letGo();
    const done = await until(importId, 'done');
    expect(done).toMatchObject({ progress: { done: 1_400, total: 1_400 } });
    expect(written.size).toBe(1_400);
    expect(Math.max(...written.values())).toBeLessThanOrEqual(2);
  });

  it('tries again what fails, stalls when nothing helps, and goes on from there when asked', async () => {
    orders.failing = 1;
    const importId = await ready('late\n');
    await apply(importId);
    expect(await until(importId, 'done')).toMatchObject({ refusals: 1 });
    orders.failing = 1;
    const stuck = await ready('amara\n');
    await apply(stuck);
    await ImportModel.updateOne({ _id: stuck }, { $set: { failures: 5 } });
    orders.failing = 1;
    expect((await until(stuck, 'stalled')).why).toMatchObject({ code: 'stalled' });
    orders.failing = 0;
    expect((await apply(stuck)).status).toBe(200);
    expect(await until(stuck, 'done')).toMatchObject({ why: null });
    const given = await ready('ben\n');
    await ImportModel.updateOne({ _id: given }, { $set: { state: 'stalled' } });
    expect((await admin.post(`${at}/${given}/discard`).send()).body).toMatchObject({ state: 'discarded' });
  });
});
