import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../../platform/config/config';
import { lengthArguments, probeArguments } from './ffmpeg-arguments';
import { source } from './folders';
import { readMp4Header } from './mp4-header';
import { ProgramFailed, runProgram } from './run-program';
import type { VideoRecord } from './video.model';

export interface Probed {
  sha256: string;
  /** seconds */
  duration: number;
  width: number;
  height: number;
  type: string;
}

/** What was uploaded can't be used; the message is for whoever uploaded it. */
export class Refused extends Error {}

const longestSeconds = 86_400;
const widestSide = 8_192;
const noVideo = 'This file is no video that can be read. Upload another one.';
const types: readonly [name: string, type: string][] = [
  ['mp4', 'video/mp4'],
  ['webm', 'video/webm'],
  ['ogg', 'video/ogg'],
];

/**
 * Looks into what was uploaded: whether it is what was announced, and a video.
 * @throws Refused with the sentence that says why it is not
 */
export async function probe(
  video: Pick<VideoRecord, 'bytes' | 'sha256'>,
  folder: string,
  { ffmpeg }: Pick<Config, 'ffmpeg'>,
  signal: AbortSignal,
): Promise<Probed> {
  const path = join(folder, source);
  if ((await stat(path)).size !== video.bytes)
    throw new Refused('This file did not arrive whole. Upload it again.');
  const sha256 = await hashOf(path, signal);
  if (video.sha256 !== null && video.sha256 !== sha256)
    throw new Refused('This file changed on its way. Upload it again.');
  return {
    sha256,
    ...(await (ffmpeg === undefined ? readHeader(path) : askFfprobe(folder, ffmpeg, signal))),
  };
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { signal, highWaterMark: 256 * 1_024 }))
    hash.update(piece as Buffer);
  return hash.digest('hex');
}

async function readHeader(path: string): Promise<Omit<Probed, 'sha256'>> {
  const header = await readMp4Header(path);
  if (header === null || header.duration > longestSeconds)
    throw new Refused('This server can only show MP4 videos, and this file is none. Upload an MP4.');
  return { ...header, type: 'video/mp4' };
}

const ratio = z.string().regex(/^\d+:\d+$/);
const printed = z.object({
  format: z.object({ format_name: z.string(), duration: z.string().optional() }),
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      width: z.int().optional(),
      height: z.int().optional(),
      sample_aspect_ratio: z.string().optional(),
      disposition: z.object({ attached_pic: z.int().optional() }).optional(),
      side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
    }),
  ),
});

async function askFfprobe(
  folder: string,
  { ffmpeg, ffprobe }: NonNullable<Config['ffmpeg']>,
  signal: AbortSignal,
): Promise<Omit<Probed, 'sha256'>> {
  const lines: string[] = [];
  await runProgram(ffprobe, probeArguments(), {
    ...{ cwd: folder, signal },
    onLine: (line) => lines.length < 20_000 && lines.push(line),
  }).catch(asRefusal);
  const found = printed.safeParse(jsonOf(lines.join('\n')));
  if (!found.success) throw new Refused(noVideo);
  const { format, streams } = found.data;
  // ffmpeg is told to take the first picture there is, so it is this one that is looked at
  const picture = streams.find(({ codec_type: type }) => type === 'video');
  const { width = 0, height = 0, disposition } = picture ?? {};
  if (width < 2 || height < 2 || disposition?.attached_pic === 1) throw new Refused(noVideo);
  if (Math.max(width, height) > widestSide)
    throw new Refused(`A picture may be at most ${widestSide} pixels wide and high. Upload a smaller video.`);
  const duration = Number(format.duration) || (await lengthOf(folder, ffmpeg, signal));
  if (!(duration > 0)) throw new Refused(noVideo);
  if (duration > longestSeconds) throw new Refused('A video may last a day at most. Upload a shorter one.');
  const names = format.format_name.split(',');
  return {
    ...{ duration, type: types.find(([name]) => names.includes(name))?.[1] ?? 'application/octet-stream' },
    ...shown(width, height, picture ?? {}),
  };
}

type Picture = z.output<typeof printed>['streams'][number];

/** As it is seen: with square pixels, and upright. */
function shown(
  width: number,
  height: number,
  { sample_aspect_ratio: pixel, side_data_list: sides = [] }: Picture,
): { width: number; height: number } {
  const [across = 1, down = 1] = ratio.safeParse(pixel).success ? (pixel ?? '').split(':').map(Number) : [];
  const wide = across > 0 && down > 0 ? Math.round((width * across) / down) : width;
  const turned = sides.some(({ rotation = 0 }) => Math.abs(rotation) % 180 === 90);
  return turned ? { width: height, height: wide } : { width: wide, height };
}

/** What a browser records has no length written in it. */
async function lengthOf(folder: string, ffmpeg: string, signal: AbortSignal): Promise<number> {
  let seconds = 0;
  const onLine = (line: string): void => {
    const micro = /^out_time_us=(\d+)$/.exec(line)?.[1];
    if (micro !== undefined) seconds = Number(micro) / 1_000_000;
  };
  await runProgram(ffmpeg, lengthArguments(), { cwd: folder, signal, onLine }).catch(asRefusal);
  return seconds;
}

function asRefusal(error: unknown): never {
  throw error instanceof ProgramFailed ? new Refused(noVideo) : error;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
