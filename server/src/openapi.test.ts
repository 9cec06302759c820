import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { routes } from './app';
import { openApiDocument } from './platform/http/documentation';
import { breaksOf, type OpenApi } from './platform/http/openapi-breaks';

const root = resolve(import.meta.dirname, '../..');
const written = JSON.parse(readFileSync(resolve(root, 'docs/openapi.json'), 'utf8')) as OpenApi;
const served = JSON.parse(JSON.stringify(openApiDocument(routes))) as OpenApi;

it('serves nothing that would break a program written for this version: that takes a new one', () => {
  expect(served.info.version === written.info.version ? breaksOf(written, served) : []).toEqual([]);
});

it('is written down as it is served: else run `npm run openapi`', () => {
  const operations = ({ paths }: OpenApi): string[] =>
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, each]) => `${method} ${path} ${JSON.stringify(each)}`),
    );
  const [known, now] = [new Set(operations(written)), new Set(operations(served))];
  expect([...now].filter((each) => !known.has(each)).map((each) => each.slice(0, 200))).toEqual([]);
  expect(served).toEqual(written);
});
