import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aSchool } from '../../modules/schools/schools.builders';
import { password, startTestApp, type TestApp } from '../../testing/test-app';

const dir = mkdtempSync(join(tmpdir(), 'quad-https-'));
const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
let test: TestApp;

beforeAll(async () => {
  const made = await generate([{ name: 'commonName', value: 'Quad' }], {
    ...{ keyType: 'ec', algorithm: 'sha256' },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  writeFileSync(cert, made.cert);
  writeFileSync(key, made.private);
  const env = { QUAD_TLS_CERT: cert, QUAD_TLS_KEY: key, QUAD_PUBLIC_URL: 'https://127.0.0.1' };
  test = await startTestApp({ env });
});
afterAll(async () => {
  await test.stop();
  rmSync(dir, { recursive: true });
});

it('serves https by itself, where cookies are for https and this host only, and sockets take them', async () => {
  const school = await aSchool(test.app.platform, { password });
  const agent = await test.signIn(school.teacher);
  expect(test.url).toMatch(/^https:/);
  expect((await test.socket(agent)).connected).toBe(true);
  const answer = await agent.post('/api/v1/session').send({ login: school.teacher, password });
  const cookies = answer.get('Set-Cookie') ?? [];
  expect(cookies.find((each) => each.startsWith('__Host-quad_access='))).toMatch(
    /; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(cookies.every((each) => /^__(Host|Secure)-/.test(each) && each.includes('Secure;'))).toBe(true);
  expect((await agent.get('/api/v1/me')).body).toMatchObject({ login: school.teacher });
  expect((await agent.get('/api/docs/')).headers['strict-transport-security']).toBe('max-age=31536000');
});
