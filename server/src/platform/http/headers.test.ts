import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../config/config';
import { cookiesOf } from './cookies';
import { dataHeaders, pageHeaders } from './headers';

const configOf = (publicUrl?: string) =>
  readConfig({ MONGODB_URI: 'mongodb://nowhere', QUAD_PUBLIC_URL: publicUrl });

function site(publicUrl?: string): ReturnType<typeof supertest> {
  const config = configOf(publicUrl);
  const app = express().disable('x-powered-by');
  app.get('/data', dataHeaders, (_req, res) => void res.json({}));
  app.get('/cookies', (req, res) => {
    const cookies = cookiesOf(req, res, config);
    cookies.set('access', 'a', { path: '/', maxAgeMs: 600_000 });
    cookies.set('refresh', 'r', { path: '/api/v1/session/refresh', maxAgeMs: 600_000 });
    res.json({ access: cookies.get('access') ?? null });
  });
  app.get(
    '/page',
    pageHeaders(config),
    (_req: express.Request, res: express.Response) => void res.send('page'),
  );
  return supertest(app);
}

const https = 'https://quad.example.org';
const policy = (live: string, more = '') =>
  `default-src 'self';script-src 'self';script-src-attr 'none';style-src 'self' 'unsafe-inline';img-src 'self' data:;media-src 'self' blob:;worker-src 'self' blob:;connect-src 'self' ${live};object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'${more}`;

describe('a page', () => {
  it('runs our own scripts only, is framed by nobody, and is https for good where it is https', async () => {
    const { headers } = await site(https).get('/page');
    expect(headers).toMatchObject({
      'content-security-policy': policy('wss://quad.example.org', ';upgrade-insecure-requests'),
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    });
  });

  it('asks for no https on http', async () => {
    const { headers } = await site().get('/page');
    expect(headers['content-security-policy']).toBe(policy('ws://localhost:3000'));
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('has no script or style of its own in it, which the policy would refuse', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../client/index.html'), 'utf8');
    expect(page).toContain('<script');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|javascript:/i);
  });
});

it('data runs nothing, is kept nowhere and cannot be put into another site', async () => {
  expect((await site().get('/data')).headers).toMatchObject({
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
});

describe('cookies', () => {
  it('on https are bound to the host, out of reach of scripts and of other sites', async () => {
    const answer = await site(https)
      .get('/cookies')
      .set('Cookie', '__Host-quad_access=mine; quad_access=planted');
    expect(answer.body).toEqual({ access: 'mine' });
    expect((answer.get('Set-Cookie') ?? []).map((each) => each.replace(/ Expires=[^;]+;/, ''))).toEqual([
      '__Host-quad_access=a; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Secure-quad_refresh=r; Max-Age=600; Path=/api/v1/session/refresh; HttpOnly; Secure; SameSite=Lax',
    ]);
  });

  it('a sibling’s plain one is not taken on https, and http has names of its own', async () => {
    expect((await site(https).get('/cookies').set('Cookie', 'quad_access=planted')).body).toEqual({
      access: null,
    });
    const answer = await site().get('/cookies');
    expect((answer.get('Set-Cookie') ?? [])[0]).toMatch(
      /^quad_access=a; .*Path=\/; .*HttpOnly; SameSite=Lax$/,
    );
  });
});
