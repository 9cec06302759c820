import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createServer, get } from 'node:https';
import { expect, it } from 'vitest';
import { ensureCertificate, lanAddresses } from './certificate.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

const dayMs = 86_400_000;
const mine = ['192.168.7.20', '10.0.0.5'];

it('serves https that whoever trusts the certificate can use, and keeps its key to its owner', async () => {
  const dir = temporaryFolder();
  const { cert, key, fingerprint } = await ensureCertificate(dir, mine);
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(new X509Certificate(readFileSync(cert))).toMatchObject({ ca: false, fingerprint256: fingerprint });
  const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (_req, res) =>
    res.end('yes'),
  );
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `https://127.0.0.1:${server.address().port}`;
  const asked = (options) =>
    new Promise((done) =>
      get(url, options, (res) => done(res.statusCode)).on('error', ({ code }) => done(code)),
    );
  expect(await asked({ ca: readFileSync(cert), agent: false })).toBe(200);
  expect(await asked({ agent: false })).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  await new Promise((done) => server.close(done));
});

it('stays the same until its addresses change or it is about to expire', async () => {
  const dir = temporaryFolder();
  const now = Date.now();
  const print = async (addresses, at = now) => (await ensureCertificate(dir, addresses, at)).fingerprint;
  const first = await print(mine);
  expect(await print(mine)).toBe(first);
  expect(await print(mine.slice(1), now + 360 * dayMs)).toBe(first);
  const moved = await print(['192.168.7.21']);
  expect(moved).not.toBe(first);
  expect(await print(['192.168.7.21'], now + 370 * dayMs)).not.toBe(moved);
});

it('finds the addresses others can reach, and says when there is none', () => {
  const lo = { lo: [{ family: 'IPv4', internal: true, address: '127.0.0.1' }] };
  const ip = (address) => [{ family: 'IPv4', internal: false, address }];
  expect(lanAddresses({ ...lo, tun: ip('203.0.113.9'), wlan: ip('192.168.7.20') })).toEqual([
    '192.168.7.20',
    '203.0.113.9',
  ]);
  expect(() => lanAddresses(lo)).toThrow(/no network/);
});
