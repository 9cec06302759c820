import { open } from 'node:fs/promises';

const headBytes = 16_384;

/** RFC 6381 names of what is in a rendition of ours, from the head of its file. */
export async function codecsOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    // after the name of the box: its version, then profile, constraints and level
    const at = head.indexOf('avcC');
    if (at === -1) throw new Error('a rendition without H.264');
    const video = `avc1.${head.toString('hex', at + 5, at + 8)}`;
    return head.includes('mp4a') ? `${video},mp4a.40.2` : video;
  } finally {
    await file.close();
  }
}
