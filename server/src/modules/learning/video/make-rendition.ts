import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../../platform/config/config';
import { codecsOf } from './codecs';
import { posterArguments, rungArguments, sizeOf } from './ffmpeg-arguments';
import { runProgram } from './run-program';
import { bandwidthOf, tableOf } from './rung-table';
import type { MadeRung, TranscodeRecord, VideoRecord } from './video.model';

export interface Work {
  video: VideoRecord;
  transcode: TranscodeRecord;
  folder: string;
  config: Pick<Config, 'dataDir' | 'ffmpeg'>;
  signal: AbortSignal;
  /** share of it that is done */
  progress(share: number): void;
}

/** @returns the rendition, and the end of what ffmpeg said */
export async function makeRung(work: Work): Promise<{ made: MadeRung; log: string }> {
  const { video, transcode, folder, config, signal } = work;
  const rung = Number(transcode.what);
  const file = await fileFor(work);
  const { width, height, duration } = measured(video);
  const size = sizeOf(rung, { width, height });
  const onLine = (line: string): void => {
    const micro = /^out_time_us=(\d+)$/.exec(line)?.[1];
    if (micro !== undefined) work.progress(Math.min(1, Number(micro) / 1_000_000 / duration));
  };
  const log = await runProgram(ffmpegOf(config), rungArguments(rung, size, file), {
    ...{ cwd: folder, signal, onLine },
  });
  const table = await tableOf(video, { file }, config);
  const codecs = await codecsOf(join(folder, `${file}.mp4`));
  return { made: { rung, ...size, file, bandwidth: bandwidthOf(table), codecs }, log };
}

/** @returns the name of the picture */
export async function makePoster(work: Work): Promise<{ file: string; log: string }> {
  const file = await fileFor(work);
  const { duration } = measured(work.video);
  const { folder: cwd, signal } = work;
  const log = await runProgram(ffmpegOf(work.config), posterArguments(duration, file), { cwd, signal });
  return { file, log };
}

/** A name no other try writes to; what earlier ones left is taken away. */
async function fileFor({ transcode: { what, run }, folder }: Work): Promise<string> {
  const old = (await readdir(folder)).filter((name) => name.startsWith(`${what}-`));
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
  return `${what}-${run}`;
}

function measured({ width, height, duration }: VideoRecord): {
  width: number;
  height: number;
  duration: number;
} {
  if (width === null || height === null || duration === null)
    throw new Error('nobody has looked into this video');
  return { width, height, duration };
}

function ffmpegOf({ ffmpeg }: Pick<Config, 'ffmpeg'>): string {
  if (ffmpeg === undefined) throw new Error('this server has no ffmpeg');
  return ffmpeg.ffmpeg;
}
