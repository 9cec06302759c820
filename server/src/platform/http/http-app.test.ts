import { permissions, problem } from '@quad/shared/platform';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { routes } from '../../app';
import { password, startTestApp, type TestApp } from '../../testing/test-app';
import { aSchool } from '../../modules/schools/schools.builders';
import { pathOf } from './binder';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());

const concrete = (path: string): string => path.replace(/:\w+/g, 'f'.repeat(24));
const guarded = routes.filter(({ endpoint }) => endpoint.permission !== 'public');

describe('every route', () => {
  it('names a permission that exists', () => {
    const known = [...Object.keys(permissions), 'public', 'operator'];
    expect(routes.length).toBeGreaterThan(10);
    for (const { endpoint } of routes) expect(known).toContain(endpoint.permission);
  });

  it('has an address of its own', () => {
    const addresses = routes.map(({ endpoint }) => `${endpoint.method} ${pathOf(endpoint)}`);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it.each(guarded.map((route) => [route.name, route] as const))(
    '%s is 401 to nobody, as problem+json',
    async (_name, { endpoint }) => {
      const method = endpoint.method.toLowerCase() as 'get' | 'head' | 'post' | 'put' | 'patch' | 'delete';
      const answer = await test.anonymous[method](concrete(pathOf(endpoint))).send(
        ['get', 'head'].includes(method) ? undefined : {},
      );
      expect(answer.status).toBe(401);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      // by HTTP's own rule it has no body
      if (method === 'head') return;
      expect(problem.parse(answer.body)).toMatchObject({ code: 'signed_out', requestId: expect.any(String) });
    },
  );
});

describe('the edges', () => {
  it('answers what is not there, not readable or too large by code', async () => {
    const post = (body: string, type = 'application/json') =>
      test.anonymous.post('/api/v1/session').set('Content-Type', type).send(body);
    expect((await test.anonymous.get('/api/v1/nowhere')).body).toMatchObject({
      code: 'not_found',
      status: 404,
    });
    expect((await post('{"login":')).body).toMatchObject({ code: 'malformed_body', status: 400 });
    expect((await post(JSON.stringify({ login: 'x'.repeat(3_000_000) }))).body).toMatchObject({
      code: 'body_too_large',
      status: 413,
    });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect((await post('{"login":"x","password":"y"}', type)).body).toMatchObject({
        code: 'malformed_body',
        status: 400,
      });
    expect((await post('['.repeat(40_000) + ']'.repeat(40_000))).body).toMatchObject({
      code: 'malformed_body',
    });
    expect((await post('{"login":{"$ne":""},"password":"y"}')).body).toMatchObject({
      code: 'invalid_request',
    });
    expect((await test.anonymous.get('/api/v1/registers/%E0%A4%A/sync')).body).toMatchObject({
      code: 'malformed_address',
      status: 400,
    });
  });

  it('tells nothing of the inside when something breaks', async () => {
    const school = await aSchool(test.app.platform, { password });
    const agent = await test.signIn(school.teacher);
    const { cache } = test.app.platform;
    const broken = vi.spyOn(cache, 'read').mockRejectedValue(new Error('secret detail of the inside'));
    const answer = await agent.get('/api/v1/me');
    broken.mockRestore();
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ code: 'internal' });
    expect(answer.text).not.toContain('secret');
  });

  it('is alive and ready, and says by what it caches', async () => {
    expect((await test.anonymous.get('/livez')).body).toEqual({ ok: true });
    expect((await test.anonymous.get('/readyz')).body).toEqual({
      ...{ ok: true, cache: 'redis' },
      lagMs: expect.any(Number),
    });
  });

  it('documents each route in an OpenAPI document and a page', async () => {
    const { body } = await test.anonymous.get('/api/openapi.json');
    const { paths, openapi } = body as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    expect(openapi).toBe('3.1.0');
    const documented = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((operation) => operation.operationId),
    );
    expect(documented.sort()).toEqual(routes.map((route) => route.name).sort());
    expect((await test.anonymous.get('/api/docs/')).text).toContain('swagger');
  });

  it('sends pages a policy that runs no foreign script, without an https upgrade on http, and data one that runs nothing', async () => {
    const policyOf = async (path: string): Promise<string> =>
      String((await test.anonymous.get(path)).headers['content-security-policy']);
    expect(await policyOf('/api/docs/')).toContain("script-src 'self';");
    expect(await policyOf('/api/docs/')).not.toContain('upgrade-insecure-requests');
    expect(await policyOf('/api/v1/me')).toBe("default-src 'none'; frame-ancestors 'none'");
    const answer = await test.anonymous.get('/api/v1/me');
    expect(answer.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });
});

describe('every query', () => {
  it('is answered from an index', async () => {
    const school = await aSchool(test.app.platform, { password });
    await test.setClock(school.districtId, '2026-03-04', '09:00');
    const { db } = mongoose.connection;
    await db!.command({ profile: 2 });
    await test.app.platform.cache.forget([`timetable:${school.schoolId}`]);
    for (const login of [school.teacher, school.office, school.student, school.admin]) {
      const agent = await test.signIn(login);
      const reads = routes.filter(({ endpoint }) => endpoint.method === 'GET');
      await Promise.all(
        reads.map(({ endpoint }) => {
          const path = pathOf(endpoint);
          return agent.get(`${concrete(path)}${path.includes('sync') ? '?epoch=0&since=0' : ''}`);
        }),
      );
      await agent.delete('/api/v1/sessions');
    }
    await db!.command({ profile: 0 });
    const read = await db!
      .collection('system.profile')
      .find({ planSummary: { $exists: true } })
      .toArray();
    expect(read.length).toBeGreaterThan(20);
    // a change stream goes on along the oplog, and jobs tend every district there is
    const scans = read.filter(
      (each) =>
        String(each.planSummary).includes('COLLSCAN') &&
        each.op !== 'getmore' &&
        !/\.(jobs|districts)$/.test(String(each.ns)),
    );
    expect(scans.map((each) => `${String(each.ns)} ${JSON.stringify(each.command)}`)).toEqual([]);
  });
});
