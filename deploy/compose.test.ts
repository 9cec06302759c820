import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DCLinter } from 'dclint';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const composeFile = join(import.meta.dirname, '..', 'docker-compose.yml');
const compose = readFileSync(composeFile, 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'quad-compose-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Service = {
  restart?: string;
  healthcheck?: object;
  ports?: string[];
  deploy?: { resources: { limits: object } };
};
const { services } = parse(compose) as { services: Record<string, Service> };

/** What the Compose specification's schema and dclint's rules say; the order of keys is ours to choose. */
function complaintsAbout(text: string): string[] {
  const file = join(folder, 'docker-compose.yml');
  writeFileSync(file, text);
  const linter = new DCLinter({ rules: { 'service-keys-order': 0 }, quiet: true, debug: false, exclude: [] });
  return linter
    .lintFiles([file], false)
    .flatMap(({ messages }) => messages.map(({ rule, message }) => `${rule}: ${message}`));
}

describe('docker-compose.yml', () => {
  it('follows the Compose specification', () => {
    expect(complaintsAbout(compose)).toEqual([]);
  });

  it.each([
    ['a misspelt key', 'restart: unless-stopped', 'restrat: unless-stopped'],
    ['a number where a text belongs', 'retries: 6', 'retries: [6]'],
    ['a condition nobody knows', 'condition: service_healthy', 'condition: service_cheerful'],
    ['an image without a version', 'image: mongo:8.0', 'image: mongo'],
    ['a port open to every network', '127.0.0.1:3000:3000', '3000:3000'],
  ])('would be refused with %s', (_, right, wrong) => {
    expect(compose).toContain(right);
    expect(complaintsAbout(compose.replace(right, wrong))).not.toEqual([]);
  });

  it.each(Object.entries(services))('%s restarts, tells its health and has limits', (_, service) => {
    expect(service.restart).toBe('unless-stopped');
    expect(service.healthcheck).toBeDefined();
    expect(service.deploy?.resources.limits).toMatchObject({
      cpus: expect.any(String),
      memory: expect.any(String),
    });
  });

  it('publishes no port of a database', () => {
    expect(Object.keys(services).filter((name) => services[name]?.ports)).toEqual(['app']);
  });
});
