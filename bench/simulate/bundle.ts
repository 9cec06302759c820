import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plantedBuild, type Bundle, type Patch } from '../support/planted-build';

const root = join(import.meta.dirname, '..', '..');

/** The simulation with the product's sources as one file, with some mistake planted if given. @throws DoesNotApply */
export async function bundled(patches: readonly Patch[]): Promise<Bundle> {
  const outDir = await mkdtemp(join(tmpdir(), 'quad-simulate-'));
  const remove = (): Promise<void> => rm(outDir, { recursive: true, force: true });
  const config = {
    root,
    ssr: { noExternal: true as const },
    build: {
      ssr: join(import.meta.dirname, 'worker.ts'),
      target: 'node20',
      outDir,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  };
  await plantedBuild(config, patches, ({ replace }) => replace, remove);
  return { file: join(outDir, 'worker.mjs'), remove };
}
