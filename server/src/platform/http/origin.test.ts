import { expect, it } from 'vitest';
import { isCrossSite } from './origin';

const direct = { publicUrl: undefined };
const behindProxy = { publicUrl: new URL('https://quad.example.org') };
const host = 'quad.example.org';

it.each<[string, Record<string, string>, boolean]>([
  ['a page of ours', { host, 'sec-fetch-site': 'same-origin', origin: `https://${host}` }, false],
  ['no browser at all', { host }, false],
  ['an older browser on a page of ours', { host, origin: `http://${host}` }, false],
  ['another site', { host, 'sec-fetch-site': 'cross-site' }, true],
  ['a sibling under the same domain', { host, 'sec-fetch-site': 'same-site' }, true],
  ['nothing with a page behind it', { host, 'sec-fetch-site': 'none' }, true],
  ['what is not defined yet', { host, 'sec-fetch-site': '' }, true],
  [
    'another site that pretends by Origin',
    { host, 'sec-fetch-site': 'cross-site', origin: `http://${host}` },
    true,
  ],
  ['another site, by an older browser', { host, origin: 'https://evil.example' }, true],
  ['another port of the same host', { host, origin: `http://${host}:8080` }, true],
  ['a sandboxed frame or a file', { host, origin: 'null' }, true],
  ['a name that only begins the same', { host, origin: `https://${host}.evil.example` }, true],
])('tells %s', (_who, headers, crossSite) => {
  expect(isCrossSite({ headers }, direct)).toBe(crossSite);
});

it('goes by the public address where a proxy changes the Host', () => {
  const from = (origin: string) => isCrossSite({ headers: { host: 'server:3000', origin } }, behindProxy);
  expect(from('https://quad.example.org')).toBe(false);
  expect(['http://quad.example.org', 'https://server:3000', 'http://server:3000'].map(from)).toEqual([
    true,
    true,
    true,
  ]);
});
