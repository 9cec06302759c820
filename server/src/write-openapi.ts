import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { routes } from './app';
import { openApiDocument } from './platform/http/documentation';
import { breaksOf, type OpenApi } from './platform/http/openapi-breaks';

const file = resolve(import.meta.dirname, '../../docs/openapi.json');
const now = JSON.parse(JSON.stringify(openApiDocument(routes))) as OpenApi;
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as OpenApi) : now;
const breaks = before.info.version === now.info.version ? breaksOf(before, now) : [];

if (breaks.length > 0) {
  const sentences = breaks.map((each) => `  ${each}`).join('\n');
  process.stderr.write(`${sentences}\nThese break programs that call version ${now.info.version}. `);
  process.stderr.write('Keep the old form beside the new one, or raise `apiVersion` in documentation.ts.\n');
} else {
  writeFileSync(file, `${JSON.stringify(now, null, 1)}\n`);
  process.stdout.write(`docs/openapi.json: ${Object.keys(now.paths).length} paths\n`);
}
process.exit(breaks.length > 0 ? 1 : 0);
