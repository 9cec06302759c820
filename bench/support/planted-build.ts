import { join } from 'node:path';
import { build, mergeConfig, type InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..', '..');

/** A mistake to be planted into the product's source. */
export interface Patch {
  /** from the repository's root */
  file: string;
  /** stands there exactly once */
  find: string;
  replace: string;
}

/** The defect's text is not in the source any more: it has to be written anew. */
export class DoesNotApply extends Error {}

export interface Bundle {
  file: string;
  remove(): Promise<void>;
}

/**
 * Builds with mistakes planted; what the build left is removed when it fails.
 * @param replacement what is to stand in the place of a patch's `find`
 * @throws DoesNotApply
 */
export async function plantedBuild<P extends Patch>(
  config: InlineConfig,
  patches: readonly P[],
  replacement: (patch: P) => string,
  remove: Bundle['remove'],
): Promise<void> {
  const applied = new Set<P>();
  const plant = (source: string, patch: P): string => {
    const { file, find } = patch;
    const found = source.split(find).length - 1;
    if (found !== 1) throw new Error(`${DoesNotApply.name}: found ${found} times in ${file}: ${find}`);
    applied.add(patch);
    return source.replace(find, () => replacement(patch));
  };
  const plugin = {
    name: 'plant',
    enforce: 'pre' as const,
    transform(source: string, id: string) {
      const here = patches.filter(({ file }) => id === join(root, file));
      return here.length === 0 ? null : { code: here.reduce(plant, source), map: null };
    },
  };
  const common = { configFile: false, logLevel: 'silent', plugins: [plugin] } as const;
  try {
    await build(mergeConfig(config, common));
    const strange = patches.find((patch) => !applied.has(patch));
    if (strange !== undefined) throw new DoesNotApply(`${strange.file} is no part of what is built`);
  } catch (error) {
    await remove();
    // the bundler wraps what a plugin throws
    const isStale = !(error instanceof DoesNotApply) && String(error).includes(DoesNotApply.name);
    throw isStale ? new DoesNotApply(String(error)) : error;
  }
}
