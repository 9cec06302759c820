import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom, as the README says. It reads import specifiers as text: an import whose path is computed at run time
 * escapes it, and there is none.
 */
const root = resolve(import.meta.dirname, '../..');

/** A module may use the doors of those after it, never of those before. */
const order = [
  'attendance',
  'learning',
  'academy',
  'finance',
  'notifications',
  'audit',
  'schools',
  'identity',
];
const downstream = (from: string, to: string): boolean =>
  ['schools', 'identity'].includes(to) && order.indexOf(from) < order.indexOf(to);

const sharedMayUse = ['zod', 'temporal-polyfill'];
const isTest = (file: string): boolean =>
  /\.(test|builders)\.tsx?$/.test(file) ||
  /\/(testing|matrix)\//.test(file) ||
  file.endsWith('test-setup.ts');

type Files = Record<string, string>;

function violations(files: Files): string[] {
  return Object.entries(files).flatMap(([file, source]) =>
    importsOf(source).flatMap((specifier) => {
      const target = specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier;
      const why = whyForbidden(file, target);
      return why === null ? [] : [`${file} → ${specifier}: ${why}`];
    }),
  );
}

function importsOf(source: string): string[] {
  return [...source.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"]([^'"\n]+)['"]/gm)].map(
    (match) => match[1] ?? '',
  );
}

function whyForbidden(file: string, target: string): string | null {
  const [side] = file.split('/');
  const toSide = target.startsWith('@quad/')
    ? target.slice('@quad/'.length).split('/')[0]
    : target.split('/')[0];
  if (side === 'shared') return sharedImport(file, target);
  if (side === 'e2e') return ['server', 'client'].includes(toSide ?? '') ? 'e2e knows shared only' : null;
  if (side === 'server' && toSide === 'client') return 'the server never imports the client';
  if (side === 'client' && toSide === 'server') return 'the client never imports the server';
  if (!target.startsWith(`${side ?? ''}/src/`)) return null;
  return withinSide(file, target);
}

function sharedImport(file: string, target: string): string | null {
  if (target.startsWith('shared/src/') || isTest(file)) return null;
  return sharedMayUse.includes(target) ? null : 'shared depends on zod and pure date libraries only';
}

function withinSide(file: string, target: string): string | null {
  const from = placeOf(file);
  const to = placeOf(target);
  if (isTest(file)) return null;
  if (isTest(`${target}.ts`)) return 'only tests use test data';
  if (to.name.endsWith('.module') && file !== 'server/src/app.ts') return 'app.ts alone lists the modules';
  if (from.area === 'platform' && !['platform', 'locales'].includes(to.area))
    return 'platform knows no module';
  if (from.area !== 'modules') return outsideModules(from, to);
  if (to.area === 'platform') return null;
  if (to.area !== 'modules') return 'a module does not know what composes it';
  if (from.module === to.module) return null;
  if (!downstream(from.module, to.module)) return `${from.module} may not use ${to.module}`;
  return target.startsWith('server/') && to.name !== 'index'
    ? 'another module is entered by its index.ts'
    : null;
}

/** app, main and demo compose: they may enter any module, by its door. */
function outsideModules(from: Place, to: Place): string | null {
  const throughWall =
    from.side === 'server' && to.area === 'modules' && to.name !== 'index' && !to.name.endsWith('.module');
  return throughWall ? 'a module is entered by its index.ts' : null;
}

interface Place {
  side: string;
  area: string;
  module: string;
  name: string;
}

function placeOf(path: string): Place {
  const [side = '', , area = '', module = '', ...rest] = path.replace(/\.tsx?$/, '').split('/');
  return { side, area, module, name: rest.at(-1) ?? 'index' };
}

function sources(): Files {
  const files: Files = {};
  for (const side of ['shared', 'server', 'client', 'e2e']) {
    for (const entry of readdirSync(join(root, side), { recursive: true, withFileTypes: true })) {
      const path = relative(root, join(entry.parentPath, entry.name));
      // this very file quotes what it forbids
      const read =
        entry.isFile() && /\.tsx?$/.test(path) && !/node_modules|\/dist\/|boundaries\.test/.test(path);
      if (read) files[path] = readFileSync(join(root, path), 'utf8');
    }
  }
  return files;
}

describe('imports', () => {
  it('go only where the README says', () => {
    const files = sources();
    expect(Object.keys(files).length).toBeGreaterThan(80);
    expect(violations(files)).toEqual([]);
  });

  it.each([
    ['shared/src/attendance/a.ts', "import x from 'lodash'"],
    ['server/src/platform/http/a.ts', "import { x } from '../../modules/identity'"],
    ['server/src/modules/identity/a.ts', "import { x } from '../schools'"],
    ['server/src/modules/attendance/a.ts', "import { x } from '../schools/class.model'"],
    ['server/src/modules/attendance/a.ts', "import { x } from '../schools/schools.module'"],
    ['server/src/modules/attendance/a.ts', "import { x } from '../../app'"],
    ['server/src/modules/attendance/a.ts', "import { x } from './attendance.builders'"],
    ['server/src/demo/a.ts', "import { x } from '../modules/identity/person.model'"],
    ['server/src/main.ts', "import { x } from './modules/identity/identity.module'"],
    ['server/src/a.ts', "import { x } from '../../client/src/main'"],
    ['client/src/platform/a.ts', "import { x } from '../modules/attendance/today-page'"],
    ['client/src/modules/identity/a.ts', "import { x } from '../attendance/today-page'"],
    ['client/src/modules/attendance/a.tsx', "import { x } from '../../app/router'"],
    ['client/src/a.ts', "import { x } from '../../server/src/app'"],
    ['e2e/a.e2e.ts', "import { x } from '../server/src/app'"],
    ['server/src/modules/identity/a.ts', "const { x } = await import('../attendance')"],
  ])('a planted violation in %s is caught: %s', (file, source) => {
    expect(violations({ [file]: source })).toHaveLength(1);
  });
});
