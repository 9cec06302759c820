import { parseVtt, printVtt, type Video } from '@quad/shared/learning';
import { derivedId } from '../../../platform/database/derived-id';
import { isDuplicate } from '../../../platform/database/failures';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { courseVideo, ownVideo } from './course-video';
import { presentVideo } from './present-video';
import { CaptionsModel, VideoModel, type CaptionsRecord, type VideoRecord } from './video.model';

const mostLanguages = 20;

interface Params {
  courseId: string;
  videoId: string;
  lang: string;
}

export const captionsId = (videoId: string, lang: string): string => derivedId('captions', videoId, lang);

export async function readCaptions(
  ctx: Context,
  { lang, ...params }: Params,
): Promise<Pick<CaptionsRecord, 'lang' | 'label' | 'version' | 'vtt'>> {
  const video = await courseVideo(ctx, params);
  const found = await CaptionsModel.findById(captionsId(video._id, lang)).lean<CaptionsRecord>();
  if (found === null) throw new Failure('not_found');
  return found;
}

/**
 * Keeps captions as they are read, without what no player shows.
 * @throws Failure invalid_request with the line and what is wrong there, conflict when they were changed since that version
 */
export async function setCaptions(
  ctx: Context,
  { lang, ...params }: Params,
  { label, vtt, version }: { label: string; vtt: string; version: number },
): Promise<Video> {
  const { video } = await ownVideo(ctx, params);
  const parsed = parseVtt(vtt);
  if ('reason' in parsed) {
    const message = `line ${parsed.line}: ${parsed.reason}`;
    throw new Failure('invalid_request', `These captions cannot be used. In ${message}.`, {
      ...{ errors: [{ field: 'vtt', message }], about: { line: String(parsed.line) } },
    });
  }
  const others = video.captions.filter((each) => each.lang !== lang);
  if (others.length >= mostLanguages)
    throw new Failure('invalid_request', `A video has captions in ${mostLanguages} languages at most.`, {
      errors: [{ field: 'lang', message: 'is one too many' }],
    });
  const { _id: videoId, districtId, schoolId } = video;
  const entry = { lang, label, version: version + 1 };
  const record = { districtId, schoolId, videoId, ...entry, vtt: printVtt(parsed.cues) };
  await inTransaction(async (session) => {
    const [_id, upsert] = [captionsId(videoId, lang), version === 0];
    const written = await CaptionsModel.updateOne({ _id, version }, { $set: record }, { session, upsert });
    if (written.matchedCount + written.upsertedCount === 0) throw changed();
    await VideoModel.updateOne({ _id: videoId }, { $pull: { captions: { lang } } }, { session });
    const each = { $each: [{ ...entry, cues: parsed.cues.length }], $sort: { lang: 1 as const } };
    await VideoModel.updateOne({ _id: videoId }, { $push: { captions: each } }, { session });
  }).catch((error: unknown) => {
    // there were none when whoever sends these looked
    throw isDuplicate(error) ? changed() : error;
  });
  return shown(ctx, videoId);
}

export async function removeCaptions(ctx: Context, { lang, ...params }: Params): Promise<Video> {
  const { video } = await ownVideo(ctx, params);
  await inTransaction(async (session) => {
    const { deletedCount } = await CaptionsModel.deleteOne({ _id: captionsId(video._id, lang) }, { session });
    if (deletedCount === 0) throw new Failure('not_found');
    await VideoModel.updateOne({ _id: video._id }, { $pull: { captions: { lang } } }, { session });
  });
  return shown(ctx, video._id);
}

async function shown(ctx: Context, videoId: string): Promise<Video> {
  const video = await VideoModel.findById(videoId).lean<VideoRecord>();
  if (video === null) throw new Failure('not_found');
  return presentVideo(video, ctx.platform);
}

function changed(): Failure {
  return new Failure('conflict', 'Somebody else changed these captions meanwhile. Look at them again.');
}
