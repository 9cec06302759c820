import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from './config';

it('names every setting it cannot use, in one sentence', () => {
  expect(() => readConfig({ PORT: 'eighty', QUAD_DEMO: 'maybe' })).toThrow(
    /PORT: .*; MONGODB_URI: .*; QUAD_DEMO: .*See \.env\.example/s,
  );
});

it('takes an empty setting as not given', () => {
  const config = readConfig({ MONGODB_URI: 'mongodb://x', REDIS_URL: '', PORT: '' });
  expect(config).toMatchObject({ redisUrl: undefined, port: 3000, demo: true });
});

it('takes a mail server only by an address of its kind', () => {
  const config = (SMTP_URL: string) => readConfig({ MONGODB_URI: 'mongodb://x', SMTP_URL });
  expect(config('smtps://name:secret@mail.example.org:465').smtpUrl).toContain('mail.example.org');
  expect(config('').smtpUrl).toBeUndefined();
  expect(() => config('https://mail.example.org')).toThrow(/SMTP_URL: must be smtp/);
});

it('documents each setting the server reads', () => {
  const root = resolve(import.meta.dirname, '../../../..');
  const source = readFileSync(join(import.meta.dirname, 'config.ts'), 'utf8');
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  const settings = [...source.matchAll(/^ {2}([A-Z_]+): z/gm)].map((match) => match[1] ?? '');
  expect(settings.length).toBeGreaterThan(6);
  for (const setting of settings.filter((name) => name !== 'CLIENT_DIR')) expect(example).toContain(setting);
});
