import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../../platform/config/config';
import type { VideoRecord } from './video.model';

type Place = Pick<VideoRecord, '_id' | 'schoolId'>;

/** The file as it was uploaded. */
export const source = 'source';

export function videosIn({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'videos');
}

/** Where a video's files lie, below `videosIn`: names of ours only, never what somebody called a file. */
export function pathOf({ _id, schoolId }: Place, ...names: readonly string[]): string {
  return join(schoolId, _id, ...names);
}

export function folderOf(video: Place, config: Pick<Config, 'dataDir'>): string {
  return join(videosIn(config), pathOf(video));
}

/** Takes all files of a video away; none is there the second time. */
export async function removeFolder(video: Place, config: Pick<Config, 'dataDir'>): Promise<void> {
  await rm(folderOf(video, config), { recursive: true, force: true });
}
