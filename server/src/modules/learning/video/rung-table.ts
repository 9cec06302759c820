import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../../platform/config/config';
import { folderOf } from './folders';
import type { MadeRung, VideoRecord } from './video.model';

/** Where a segment lies in its rendition's file; bytes. */
interface Segment {
  seconds: number;
  offset: number;
  length: number;
}

export interface RungTable {
  init: { offset: number; length: number };
  segments: Segment[];
}

const mostTables = 500;
const tables = new Map<string, Promise<RungTable>>();

/** What ffmpeg wrote down of a rendition. Its file never changes, so it is read once. */
export function tableOf(
  video: Pick<VideoRecord, '_id' | 'schoolId'>,
  { file }: Pick<MadeRung, 'file'>,
  config: Pick<Config, 'dataDir'>,
): Promise<RungTable> {
  const path = join(folderOf(video, config), `${file}.m3u8`);
  const known = tables.get(path) ?? readTable(path);
  tables.delete(path);
  tables.set(path, known);
  known.catch(() => tables.delete(path));
  for (const oldest of tables.keys()) {
    if (tables.size <= mostTables) break;
    tables.delete(oldest);
  }
  return known;
}

async function readTable(path: string): Promise<RungTable> {
  const text = await readFile(path, 'utf8');
  const [, initLength, initOffset] = /#EXT-X-MAP:.*BYTERANGE="(\d+)@(\d+)"/.exec(text) ?? [];
  const parts = text.matchAll(/#EXTINF:([\d.]+),[^\n]*\n#EXT-X-BYTERANGE:(\d+)@(\d+)/g);
  const segments = [...parts].map(([, seconds, length, offset]) => ({
    ...{ seconds: Number(seconds), length: Number(length), offset: Number(offset) },
  }));
  if (initLength === undefined || segments.length === 0) throw new Error('a rendition without segments');
  return { init: { length: Number(initLength), offset: Number(initOffset) }, segments };
}

/** The highest rate of any segment, bits a second. */
export function bandwidthOf({ segments }: RungTable): number {
  return Math.ceil(Math.max(...segments.map(({ seconds, length }) => (8 * length) / Math.max(seconds, 0.1))));
}
