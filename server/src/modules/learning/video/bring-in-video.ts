import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../../platform/http/context';
import { addVideo } from './add-video';
import { ownVideo } from './course-video';
import { folderOf, source } from './folders';
import { arrived } from './upload';

/**
 * Brings in a file that lies on this machine, as an upload that is complete: it takes the same room, and is looked into and made
 * ready in the background. The file itself is left where it is.
 * @throws Failure not_found, no_room
 */
export async function bringInVideo(
  ctx: Context,
  courseId: string,
  { name, path }: { name: string; path: string },
): Promise<{ videoId: string }> {
  const { size: bytes } = await stat(path);
  const { videoId } = (await addVideo(ctx, courseId, { name, bytes })).video;
  const { video } = await ownVideo(ctx, { courseId, videoId });
  const folder = folderOf(video, ctx.platform.config);
  await mkdir(folder, { recursive: true, mode: 0o750 });
  await pipeline(createReadStream(path), createWriteStream(join(folder, source), { mode: 0o640 }));
  await arrived(video, bytes, ctx.platform);
  return { videoId };
}
