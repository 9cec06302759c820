import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../platform/http/context';
import { bringInVideo } from './bring-in-video';
import { setCaptions } from './captions';
import { changeVideo } from './change-video';
import { runProgram } from './run-program';

const drawnWithinMs = 30_000;
const seconds = 24;
const ink = '0x23233a';
const bar = { x: 60, y: 96, width: 520, height: 100 };
/** By the second, the eighths of the bar after which it is cut. */
const cuts: readonly [at: number, eighths: readonly number[]][] = [
  [6, [4]],
  [12, [2, 6]],
  [18, [1, 3, 5, 7]],
];
const halfColouredAt = 8;

const chapters = [
  { at: 0, title: 'One half' },
  { at: 12, title: 'The same half, cut finer' },
];
const captions = `WEBVTT

00:00.500 --> 00:05.500
Here is one bar, still whole.

00:06.000 --> 00:11.500
One cut makes two equal pieces. We colour one of them: 1/2.

00:12.000 --> 00:17.500
Cut each piece again: four pieces, two of them coloured. 2/4.

00:18.000 --> 00:23.500
And again: 4/8. The coloured part has not grown at all.
`;

/**
 * The film of the demo course, drawn on the spot.
 * @returns null, having said so in the log, where there is no ffmpeg or it cannot draw it
 */
export async function addDemoFilm(ctx: Context, courseId: string, name: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'quad-film-'));
  try {
    if (!(await draw(ctx, folder))) return null;
    const film = { name, path: join(folder, 'film.mp4') };
    const params = { courseId, ...(await bringInVideo(ctx, courseId, film)) };
    await changeVideo(ctx, params, { version: 0, chapters });
    await setCaptions(ctx, { ...params, lang: 'en' }, { label: 'English', version: 0, vtt: captions });
    return params.videoId;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function draw({ platform: { config, log } }: Context, cwd: string): Promise<boolean> {
  const without = 'the demo course is made without its film';
  if (config.ffmpeg === undefined) {
    log.warn(`no ffmpeg: ${without}`);
    return false;
  }
  const signal = AbortSignal.timeout(drawnWithinMs);
  try {
    await runProgram(config.ffmpeg.ffmpeg, filmArguments(), { cwd, signal });
    return true;
  } catch (error) {
    log.warn({ err: error }, without);
    return false;
  }
}

/** Shapes only, no words: there may be no font. */
function filmArguments(): string[] {
  const { x, y, width, height } = bar;
  const box = (left: number, across: number, colour: string, from: number): string =>
    `drawbox=x=${left}:y=${y}:w=${across}:h=${height}:color=${colour}:t=fill:enable='gte(t,${from})'`;
  const picture = [
    `color=c=0xf7f6fb:s=640x360:r=10:d=${seconds}`,
    box(x, width, '0xdcd9ee', 0),
    box(x, width / 2, '0x8f97e6', halfColouredAt),
    ...cuts.flatMap(([at, eighths]) => eighths.map((n) => box(x + (n * width) / 8 - 2, 4, ink, at))),
    `drawbox=x=${x - 2}:y=${y - 2}:w=${width + 4}:h=${height + 4}:color=${ink}:t=4`,
  ];
  // a soft tone at each cut, dying away
  const sound = `aevalsrc=0.1*sin(880*PI*t)*exp(-4*mod(t\\,6)):s=44100:d=${seconds}`;
  return [
    ...['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', picture.join(), '-f', 'lavfi', '-i', sound],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '30', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'aac', '-b:a', '48k', '-movflags', '+faststart', 'film.mp4'],
  ];
}
