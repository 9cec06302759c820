import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rungArguments } from '../../server/src/modules/learning/video/ffmpeg-arguments';
import { idOf } from '../support/seeded-course';

const filmSeconds = 120;
const size = { width: 426, height: 240 };

export interface Film {
  videoId: string;
  /** of the one rendition */
  file: string;
  folder: string;
  /** where each segment lies in it */
  segments: { offset: number; length: number }[];
  bytes: number;
}

/** A film of two minutes that looks like nothing, made into HLS with the product's own arguments. @param dataDir of the server */
export async function makeFilm(dataDir: string, schoolId: string): Promise<Film> {
  const videoId = idOf('film');
  const folder = join(dataDir, 'videos', schoolId, videoId);
  mkdirSync(folder, { recursive: true });
  const run = promisify(execFile);
  const picture = `testsrc2=size=${size.width}x${size.height}:rate=24:duration=${filmSeconds}`;
  const sound = `sine=frequency=330:duration=${filmSeconds}`;
  await run(
    'ffmpeg',
    [
      ...['-y', '-v', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', '-f', 'mp4', 'source'],
    ],
    { cwd: folder },
  );
  await run('ffmpeg', rungArguments(240, size, '240-1'), { cwd: folder });
  const ranges = [...readFileSync(join(folder, '240-1.m3u8'), 'utf8').matchAll(/BYTERANGE:(\d+)@(\d+)/g)];
  const file = join(folder, '240-1.mp4');
  return {
    ...{ videoId, file, folder, bytes: statSync(file).size },
    segments: ranges.map(([, length, offset]) => ({ offset: Number(offset), length: Number(length) })),
  };
}

/** The film as the server keeps it. */
export function filmDocument(
  { videoId, bytes }: Film,
  owner: { districtId: string; schoolId: string; courseId: string },
) {
  const rung = { rung: 240, ...size, file: '240-1', bandwidth: 500_000, codecs: 'avc1.640015,mp4a.40.2' };
  return {
    ...{
      _id: videoId,
      ...owner,
      name: 'Film',
      state: 'ready',
      bytes,
      received: bytes,
      sha256: null,
      room: bytes,
    },
    ...{ duration: filmSeconds, ...size, type: 'video/mp4', rungs: [rung], poster: null, captions: [] },
    ...{ chapters: [], version: 1, why: null, addedAt: 0, addedBy: idOf('nobody'), touchedAt: 0 },
    ...{ removedAt: null, swept: false },
  };
}
