import { mkdirSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import type { Patch } from './defects';

const root = join(import.meta.dirname, '..', '..');
const server = join(root, 'server', 'src');

/** The defect's text is not in the source any more: it has to be written anew. */
class DoesNotApply extends Error {}

export interface Bundle {
  file: string;
  remove(): Promise<void>;
}

/**
 * The matrix with the whole server as one file, every mistake planted in it and none of them awake: `globalThis.planted` names the
 * one that is. So one build and one world serve all of them. Packages stay in node_modules, as in the server's own build.
 * @throws DoesNotApply
 */
export async function bundled(patches: readonly Patch[]): Promise<Bundle> {
  const places = join(root, 'node_modules', '.cache');
  mkdirSync(places, { recursive: true });
  const folder = await mkdtemp(join(places, 'quad-matrix-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  // the server looks for them beside the folder it was built into
  for (const name of ['migrations', 'data']) await symlink(join(root, 'server', name), join(folder, name));
  const applied = new Set<Patch>();
  try {
    await build({
      ...{ root: join(root, 'server'), configFile: false, logLevel: 'silent' },
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
      plugins: [
        {
          name: 'plant',
          enforce: 'pre',
          transform(source, id) {
            const here = patches.filter(({ file }) => id === join(root, file));
            if (here.length === 0) return null;
            for (const patch of here) applied.add(patch);
            return { code: here.reduce(planted, source), map: null };
          },
        },
      ],
    });
    const strange = patches.find((patch) => !applied.has(patch));
    if (strange !== undefined)
      throw new DoesNotApply(`${DoesNotApply.name}: ${strange.file} is no part of it`);
  } catch (error) {
    await remove();
    // the bundler wraps what a plugin throws
    if (String(error).includes(DoesNotApply.name)) throw new DoesNotApply(String(error));
    throw error;
  }
  return { file: join(folder, 'dist', 'matrix.js'), remove };
}

function planted(source: string, { name, file, find, replace }: Patch): string {
  const found = source.split(find).length - 1;
  if (found !== 1) throw new Error(`${DoesNotApply.name}: found ${found} times in ${file}: ${find}`);
  const awake = `globalThis.planted === '${name}'`;
  const switched = replace.includes('AWAKE')
    ? replace.replaceAll('AWAKE', `(${awake})`)
    : `(${awake} ? (${replace}) : (${find}))`;
  return source.replace(find, () => switched);
}
