import { rungs } from '@quad/shared/learning';
import type { ClientSession } from 'mongoose';
import { derivedId } from '../../../platform/database/derived-id';
import { rungsFor, type Size } from './ffmpeg-arguments';
import { TranscodeModel, type TranscodeRecord, type VideoRecord } from './video.model';

export type Owner = Pick<VideoRecord, '_id' | 'districtId' | 'schoolId' | 'courseId'>;

export const isRung = (what: string): boolean => /^\d+$/.test(what);

/** The look into a file that has arrived. */
export async function orderProbe(video: Owner, session: ClientSession): Promise<void> {
  await order(video, [{ what: 'probe', order: 0 }], session);
}

/** All that is made of a video: its picture, then each rendition, small before large. */
export async function orderRungs(video: Owner, size: Size, session: ClientSession): Promise<void> {
  const renditions = rungsFor(size, rungs).map((rung) => ({ what: String(rung), order: rung }));
  await order(video, [{ what: 'poster', order: 1 }, ...renditions], session);
}

async function order(
  { _id: videoId, districtId, schoolId, courseId }: Owner,
  pieces: readonly { what: string; order: number }[],
  session: ClientSession,
): Promise<void> {
  const madeAt = Date.now();
  const fresh = pieces.map((piece): TranscodeRecord => ({
    ...{ _id: derivedId('transcode', videoId, piece.what), districtId, schoolId, courseId, videoId },
    ...{ ...piece, state: 'waiting', progress: 0, tries: 0, run: 0, nextAt: new Date(madeAt) },
    ...{ madeAt, startedAt: null, doneAt: null, log: '' },
  }));
  // a probe that is repeated finds its pieces there
  const writes = fresh.map(({ _id, ...fields }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
  }));
  await TranscodeModel.bulkWrite(writes, { session });
}
