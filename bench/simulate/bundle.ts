import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { Patch } from './defects';

const root = join(import.meta.dirname, '..', '..');

/** The defect's text is not in the source any more: it has to be written anew. */
export class DoesNotApply extends Error {}

export interface Bundle {
  file: string;
  remove(): Promise<void>;
}

/** The simulation with the product's sources as one file, with some mistake planted if given. @throws DoesNotApply */
export async function bundled(patches: readonly Patch[]): Promise<Bundle> {
  const outDir = await mkdtemp(join(tmpdir(), 'quad-simulate-'));
  const remove = (): Promise<void> => rm(outDir, { recursive: true, force: true });
  const applied = new Set<Patch>();
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: join(import.meta.dirname, 'worker.ts'),
        target: 'node20',
        outDir,
        emptyOutDir: false,
        rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
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
  } catch (error) {
    await remove();
    // the bundler wraps what a plugin throws
    if (String(error).includes(DoesNotApply.name)) throw new DoesNotApply(String(error));
    throw error;
  }
  const strange = patches.find((patch) => !applied.has(patch));
  if (strange !== undefined) {
    await remove();
    throw new DoesNotApply(`${strange.file} is no part of the simulation`);
  }
  return { file: join(outDir, 'worker.mjs'), remove };
}

function planted(source: string, { file, find, replace }: Patch): string {
  const found = source.split(find).length - 1;
  if (found !== 1) throw new Error(`${DoesNotApply.name}: found ${found} times in ${file}: ${find}`);
  return source.replace(find, () => replace);
}
