import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { Response } from 'express';
import type { RawAnswer } from '../../../platform/http/binder';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { courseVideo } from './course-video';
import { captionsId } from './captions';
import { openLesson } from '../course-access';
import { folderOf, pathOf, source, videosIn } from './folders';
import { masterPlaylist, rungPlaylist } from './playlists';
import { segmentsOf, watchSent, type Watching } from './sent-segments';
import { tableOf } from './rung-table';
import { openTicket, type Ticket } from './ticket';
import { lessonVideo } from './video-of';
import { CaptionsModel, type CaptionsRecord, type VideoRecord } from './video.model';

const playlistType = 'application/vnd.apple.mpegurl';

/**
 * A part of a video by its signed address. Who asks and whether the lesson is open to them is looked at each time: what is locked
 * again, left or signed out of is over at once, whatever the address says.
 * @throws Failure not_found for an address that does not hold, or another person's; lesson_locked
 */
export async function media(
  ctx: Context,
  { ticket: text, file }: { ticket: string; file: string },
): Promise<RawAnswer> {
  const ticket = openTicket(text, ctx.platform.secrets.keys, Date.now());
  if (ticket?.personId !== ctx.actor.personId)
    throw new Failure('not_found', 'This address does not hold any more. Load the page again.');
  const { video, learns } = await allowed(ctx, ticket);
  const [, name = '', ending = ''] = /^(.+)\.(\w+)$/.exec(file) ?? [];
  const part: Part = { ctx, video, ticket, learns };
  if (file === 'master.m3u8') return fresh(playlistType, masterPlaylist(video.rungs));
  if (file === 'poster.jpg') return posterOf(part);
  if (file === 'source.bin') return sourceOf(part);
  if (ending === 'vtt') return captionsOf(part, name);
  return rungOf(part, name, ending);
}

interface Part {
  ctx: Context;
  video: VideoRecord;
  ticket: Ticket;
  /** by an enrolment: what goes out is evidence of watching */
  learns: boolean;
}

async function allowed(ctx: Context, ticket: Ticket): Promise<{ video: VideoRecord; learns: boolean }> {
  const { courseId, lessonId, videoId } = ticket;
  if (lessonId === null) return { video: await courseVideo(ctx, { courseId, videoId }), learns: false };
  const lesson = await openLesson(ctx, courseId, lessonId);
  const video = await lessonVideo(lesson, ctx.platform);
  // the lesson shows another one by now
  if (video?._id !== videoId) throw new Failure('not_found');
  return { video, learns: lesson.enrolment !== null };
}

async function rungOf(part: Part, name: string, ending: string): Promise<RawAnswer> {
  const { video, ctx } = part;
  const made = video.rungs.find(({ rung }) => String(rung) === name);
  if (made === undefined) throw new Failure('not_found');
  const table = await tableOf(video, made, ctx.platform.config);
  if (ending === 'm3u8')
    return (_req, res) => {
      res
        .set('Cache-Control', keptUntil(part.ticket))
        .type(playlistType)
        .send(rungPlaylist(made.rung, table));
      return Promise.resolve();
    };
  if (ending !== 'mp4') throw new Failure('not_found');
  const ends = table.segments.map(({ offset, length }) => ({ from: offset, to: offset + length }));
  return sent(part, `${made.file}.mp4`, 'video/mp4', () => ends);
}

async function posterOf(part: Part): Promise<RawAnswer> {
  const { poster } = part.video;
  if (poster === null) throw new Failure('not_found');
  return Promise.resolve(sent(part, `${poster}.jpg`, 'image/jpeg'));
}

/** The file as it was uploaded, where nothing else can be played. */
function sourceOf(part: Part): Promise<RawAnswer> {
  const { rungs, type, room, duration } = part.video;
  if (rungs.length > 0 || type === null || room === 0) throw new Failure('not_found');
  return Promise.resolve(sent(part, source, type, (size) => segmentsOf(size, duration ?? 0)));
}

async function captionsOf({ video }: Part, lang: string): Promise<RawAnswer> {
  const found = await CaptionsModel.findById(captionsId(video._id, lang)).lean<CaptionsRecord>();
  if (found === null) throw new Failure('not_found');
  return fresh('text/vtt', found.vtt);
}

/** What can change while its address holds. */
function fresh(type: string, body: string): RawAnswer {
  return (_req, res) => {
    res.set('Cache-Control', 'private, no-cache').type(type).send(body);
    return Promise.resolve();
  };
}

/** What never changes: the browser need not ask again for as long as its address holds. */
function keptUntil({ expires }: Ticket): string {
  return `private, max-age=${Math.max(0, expires - Math.floor(Date.now() / 1_000))}, immutable`;
}

/** A file by ranges, sent by nginx where it stands in front, else by us. */
function sent(
  part: Part,
  name: string,
  type: string,
  segments?: (size: number) => Watching['segments'],
): RawAnswer {
  const { video, ticket, learns, ctx } = part;
  const { config } = ctx.platform;
  return async (req, res) => {
    // a file of that name never changes
    const tag = { ETag: `"${video._id}-${name}"` };
    res.set({ 'Cache-Control': keptUntil(ticket), 'Content-Type': type, 'Accept-Ranges': 'bytes', ...tag });
    const { size } = await stat(join(folderOf(video, config), name)).catch(() => ({ size: -1 }));
    if (size === -1) throw new Failure('not_found');
    const { lessonId, ...about } = ticket;
    const watching: Watching | null =
      segments === undefined || lessonId === null || !learns
        ? null
        : { ...about, lessonId, file: name, segments: segments(size) };
    if (watching !== null) watchSent(req, res, watching, { size, handsOver: config.accel !== undefined });
    if (config.accel === undefined) await sendFile(res, videosIn(config), pathOf(video, name), size);
    else res.set('X-Accel-Redirect', `${config.accel}${pathOf(video, name)}`).end();
  };
}

/** One range is 206, several are the whole, one that is not there 416; by express. */
async function sendFile(res: Response, root: string, path: string, size: number): Promise<void> {
  await new Promise<void>((done, fail) => {
    res.sendFile(path, { root, dotfiles: 'deny', cacheControl: false }, (error: unknown) => {
      // whoever has gone away has gone away
      if (!(error instanceof Error) || res.headersSent) return done();
      if (!('status' in error) || error.status !== 416) return fail(error);
      res.set({ 'Cache-Control': 'no-store', 'Content-Range': `bytes */${size}` }).removeHeader('ETag');
      res.status(416).end();
      done();
    });
  });
}
