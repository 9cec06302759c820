import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const eslint = new ESLint({ cwd: root });

async function complaints(file, code) {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  return result.messages.map(({ ruleId, message }) => ruleId ?? message);
}

describe('the lint rules', () => {
  it('let only the configuration read process.env', async () => {
    const code = 'export const port = process.env.PORT;\n';
    expect(await complaints('server/migrations/planted.mjs', code)).toEqual(['no-restricted-properties']);
    expect(await complaints('deploy/planted.mjs', code)).toEqual([]);
    const rule = async (file) =>
      (await eslint.calculateConfigForFile(join(root, file))).rules['no-restricted-properties'][0];
    expect(await rule('server/src/app.ts')).toBe(2);
    expect(await rule('client/src/main.tsx')).toBe(2);
    expect(await rule('server/src/platform/config/config.ts')).toBe(0);
  });

  it('ask a reason for every rule switched off', async () => {
    const code = (comment) => `// eslint-disable-next-line no-undef${comment}\nnobody();\n`;
    expect(await complaints('deploy/planted.mjs', code(''))).toEqual(['quad/reasoned-disable']);
    expect(await complaints('deploy/planted.mjs', code(' -- planted by a test'))).toEqual([]);
  });

  it('refuse an empty catch', async () => {
    expect(await complaints('deploy/planted.mjs', 'try { fetch(""); } catch {}\n')).toEqual(['no-empty']);
  });
});
