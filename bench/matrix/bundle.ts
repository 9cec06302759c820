import { mkdirSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { plantedBuild, type Bundle } from '../support/planted-build';
import type { Defect } from './defects';

const root = join(import.meta.dirname, '..', '..');
const server = join(root, 'server', 'src');

/**
 * The matrix with the whole server as one file, every mistake planted in it and none of them awake: `globalThis.planted` names the
 * one that is. So one build and one world serve all of them. Packages stay in node_modules, as in the server's own build.
 * @throws DoesNotApply
 */
export async function bundled(patches: readonly Defect[]): Promise<Bundle> {
  const places = join(root, 'node_modules', '.cache');
  mkdirSync(places, { recursive: true });
  const folder = await mkdtemp(join(places, 'quad-matrix-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  // the server looks for them beside the folder it was built into
  for (const name of ['migrations', 'data']) await symlink(join(root, 'server', name), join(folder, name));
  const config = {
    root: join(root, 'server'),
    ssr: { noExternal: [/^@quad\//] },
    build: {
      ...{ ssr: true, target: 'node20', outDir: join(folder, 'dist'), emptyOutDir: false, minify: false },
      rollupOptions: {
        input: {
          matrix: join(server, 'matrix', 'matrix.ts'),
          'hash-worker': join(server, 'platform', 'crypto', 'hash-worker.ts'),
          'pdf-worker': join(server, 'platform', 'pdf', 'pdf-worker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[hash].js' },
      },
    },
  };
  await plantedBuild(config, patches, asleep, remove);
  return { file: join(folder, 'dist', 'matrix.js'), remove };
}

function asleep({ name, find, replace }: Defect): string {
  const awake = `globalThis.planted === '${name}'`;
  return replace.includes('AWAKE')
    ? replace.replaceAll('AWAKE', `(${awake})`)
    : `(${awake} ? (${replace}) : (${find}))`;
}
