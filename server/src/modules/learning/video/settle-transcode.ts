import { videoFailed, videoReady } from '@quad/shared/learning';
import type { ClientSession, UpdateQuery } from 'mongoose';
import { inTransaction } from '../../../platform/database/transaction';
import { takeRoom } from '../../../platform/files/file-room';
import { say } from '../../../platform/outbox/say';
import { claimed } from './claim-transcode';
import type { Probed } from './probe';
import { isRung, orderRungs } from './transcodes';
import {
  TranscodeModel,
  VideoModel,
  type MadeRung,
  type TranscodeRecord,
  type VideoRecord,
} from './video.model';

/** How a piece of work ended. */
export type Ended =
  | { kind: 'probed'; probed: Probed; canTranscode: boolean }
  /** what was uploaded can't be used, and its file goes */
  | { kind: 'refused'; why: string }
  | { kind: 'rung'; made: MadeRung; log: string }
  | { kind: 'poster'; file: string; log: string }
  /** tried often enough */
  | { kind: 'failed'; log: string };

const asUploaded = 'This server makes no other sizes of videos, so it plays as it was uploaded.';
const unmade = 'No other sizes could be made of this video, so it plays as it was uploaded.';
const unread = 'This video could not be looked into. Try again, or upload it once more.';

/**
 * Writes down how a piece of work ended and what becomes of its video, in one step.
 * @returns false when another has taken the work over: then nothing is written
 */
export function settle(transcode: TranscodeRecord, ended: Ended): Promise<boolean> {
  return inTransaction(async (session) => {
    const isDone = ended.kind !== 'failed' && ended.kind !== 'refused';
    const log = 'log' in ended ? ended.log : ended.kind === 'refused' ? ended.why : '';
    const { matchedCount } = await TranscodeModel.updateOne(
      claimed(transcode),
      {
        $set: { state: isDone ? 'done' : 'failed', doneAt: Date.now(), log, ...(isDone && { progress: 1 }) },
      },
      { session },
    );
    const video = await VideoModel.findById(transcode.videoId, null, { session }).lean<VideoRecord>();
    if (matchedCount === 0 || video === null || video.removedAt !== null) return false;
    const change = await changeOf(video, transcode, ended, session);
    await VideoModel.updateOne({ _id: video._id }, change, { session });
    if (isRung(transcode.what)) await judge(video._id, transcode, session);
    else if (video.state !== 'ready' && stateIn(change) === 'ready') await sayReady(video, session);
    else if (stateIn(change) === 'failed') await sayFailed(video, transcode, session);
    return true;
  });
}

async function changeOf(
  video: VideoRecord,
  transcode: TranscodeRecord,
  ended: Ended,
  session: ClientSession,
): Promise<UpdateQuery<VideoRecord>> {
  switch (ended.kind) {
    case 'probed': {
      if (ended.canTranscode) await orderRungs(video, ended.probed, session);
      const next = ended.canTranscode
        ? { state: 'working' as const, why: null }
        : { state: 'ready' as const, why: asUploaded };
      return { $set: { ...ended.probed, ...next } };
    }
    case 'refused':
      await takeRoom(video, -video.room, 0, session);
      return { $set: { state: 'failed', why: ended.why, room: 0, touchedAt: Date.now() } };
    case 'rung': {
      const others = video.rungs.filter(({ rung }) => rung !== ended.made.rung);
      return { $set: { rungs: [...others, ended.made].sort((a, b) => a.rung - b.rung) } };
    }
    case 'poster':
      return { $set: { poster: ended.file } };
    case 'failed':
      // written all the same, so that two that end at once do not overlook each other
      return {
        $set: transcode.what === 'probe' ? { state: 'failed', why: unread } : { touchedAt: Date.now() },
      };
  }
}

const stateIn = ({ $set }: UpdateQuery<VideoRecord>): unknown => $set?.state;

/** What the renditions that are made, to be made and given up come to. */
export async function judge(
  videoId: string,
  transcode: Pick<TranscodeRecord, 'run'>,
  session: ClientSession,
): Promise<void> {
  const [video, pieces] = [
    await VideoModel.findById(videoId, null, { session }).lean<VideoRecord>(),
    await TranscodeModel.find({ videoId }, { what: 1, state: 1 }, { session }).lean<TranscodeRecord[]>(),
  ];
  if (video === null) return;
  const open = pieces.some(({ what, state }) => isRung(what) && (state === 'waiting' || state === 'running'));
  const some = video.rungs.length > 0;
  const state = open ? (some ? 'playable' : 'working') : some ? 'ready' : 'failed';
  const why = state === 'failed' ? unmade : null;
  await VideoModel.updateOne({ _id: videoId }, { $set: { state, why } }, { session });
  if (state === 'ready') await sayReady(video, session);
  if (state === 'failed') await sayFailed(video, transcode, session);
}

/** Once for each video, however often something of it is made anew. */
async function sayReady(video: VideoRecord, session: ClientSession): Promise<void> {
  await say(videoReady, video._id, video, aboutOf(video), session);
}

async function sayFailed(
  video: VideoRecord,
  { run }: Pick<TranscodeRecord, 'run'>,
  session: ClientSession,
): Promise<void> {
  await say(videoFailed, `${video._id}:${run}`, video, aboutOf(video), session);
}

function aboutOf({ _id: videoId, courseId, addedBy: by }: VideoRecord) {
  return { videoId, courseId, by };
}
