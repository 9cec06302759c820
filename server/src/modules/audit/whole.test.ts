import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRecorded, ownWork } from '@quad/shared/audit';
import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { modules, routes } from '../../app';

/** What the audit and a person's file leave out is said by name here and in `ownWork`; whatever is new is in, or fails. */
const src = resolve(import.meta.dirname, '../..');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.ts$/.test(path) && !/\.(test|builders)\.ts$|^(testing|matrix|attacks)\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(src, path), 'utf8') }));

describe('the audit', () => {
  const changing = routes.filter(({ endpoint }) => endpoint.method !== 'GET' || endpoint.download === true);

  it('leaves out only routes that exist, change something, and are named with their reason', () => {
    const left = changing.filter(({ name, endpoint }) => !isRecorded(name, endpoint)).map(({ name }) => name);
    expect([...ownWork].filter((name) => !left.includes(name))).toEqual([]);
    // two routes of one name would be one act
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  });

  it('has words for each act it can record', () => {
    const words = JSON.parse(
      readFileSync(resolve(src, '../../client/src/locales/en/audit-acts.json'), 'utf8'),
    ) as Record<string, string>;
    const acts = changing.filter(({ name, endpoint }) => isRecorded(name, endpoint)).map(({ name }) => name);
    const others = ['signedIn', 'signInBlocked', 'refreshReused', 'removeOld'];
    expect([...acts, ...others].filter((act) => words[act] === undefined)).toEqual([]);
    expect(Object.keys(words).filter((act) => ![...acts, ...others].includes(act))).toEqual([]);
  });

  it('is written by one file and made shorter by one', () => {
    const writes = /AuditModel\.(?!find|countDocuments|exists|aggregate)\w+/g;
    const found = files.flatMap(({ path, text }) =>
      [...text.matchAll(writes)].map(([call]) => `${path} ${call}`),
    );
    expect(found).toEqual([
      'platform/audit/record.ts AuditModel.create',
      'platform/audit/record.ts AuditModel.updateOne',
      'platform/audit/record.ts AuditModel.create',
    ]);
    const users = files
      .filter(({ text }) => /import \{[^}]*\bAuditModel\b/.test(text))
      .map(({ path }) => path);
    expect(users.sort()).toEqual([
      'app.ts',
      'modules/audit/list-audit.ts',
      'modules/audit/list-disclosures.ts',
      'modules/audit/platform.kept.ts',
      'modules/audit/platform.personal.ts',
      'platform/audit/record.ts',
    ]);
  });
});

it('doors that cross districts are these, and each is opened only from here', () => {
  const calls = files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?<!function )\b(dangerously\w+)\(/g)].map(([, door = '']) => `${door} ← ${path}`),
  );
  const doors = files.flatMap(({ text }) =>
    [...text.matchAll(/function (dangerously\w+)/g)].map(([, door = '']) => door),
  );
  expect(doors.sort()).toEqual([
    'dangerouslyAllDistricts',
    'dangerouslyCreateDistrict',
    'dangerouslyMakeCode',
    'dangerouslySetOffset',
  ]);
  expect([...new Set(calls)].sort()).toEqual([
    // jobs that tend each district in turn, each by itself
    'dangerouslyAllDistricts ← modules/attendance/births.ts',
    'dangerouslyAllDistricts ← modules/attendance/families/alerts.ts',
    'dangerouslyAllDistricts ← modules/attendance/families/finish-approvals.ts',
    'dangerouslyAllDistricts ← modules/attendance/office/lock-registers.ts',
    'dangerouslyAllDistricts ← modules/attendance/summaries/summaries.ts',
    'dangerouslyAllDistricts ← modules/audit/retention.ts',
    'dangerouslyAllDistricts ← modules/learning/news/due-soon.ts',
    'dangerouslyAllDistricts ← modules/learning/quizzes/finish-attempt.ts',
    'dangerouslyAllDistricts ← modules/notifications/due-mail.ts',
    'dangerouslyAllDistricts ← modules/schools/covers.ts',
    // whether there is none yet
    'dangerouslyAllDistricts ← modules/schools/set-up.ts',
    // the operator's doors, and the demo
    'dangerouslyCreateDistrict ← demo/demo.ts',
    'dangerouslyCreateDistrict ← modules/schools/schools.module.ts',
    'dangerouslyMakeCode ← modules/identity/identity.module.ts',
    'dangerouslySetOffset ← demo/demo.ts',
    // the actor's own district, by a route that asked who may
    'dangerouslySetOffset ← modules/schools/districts.ts',
  ]);
});

it('a person’s file has every collection that names people', () => {
  const naming = mongoose.modelNames().filter((name) => {
    const paths = Object.keys(mongoose.model(name).schema.paths);
    return paths.some((path) => /(^|\.)(personId|pupilId|guardianId|pupil)$/.test(path));
  });
  const given = modules.flatMap((module) => module.personal ?? []).map(({ collection }) => collection);
  // a file being read calls pupils by the source's codes, and these rows are gone when it is read; presence is there while a
  // register is open on a screen, and goes with the socket
  expect(naming.filter((name) => !given.includes(name)).sort()).toEqual(['history_rows', 'presence']);
  expect(new Set(given).size).toBe(given.length);
});
