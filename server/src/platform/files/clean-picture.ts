import sharp from 'sharp';
import { Failure } from '../http/failure';

const mostPixels = 50_000_000;
const longestSide = 2_400;
const withinSeconds = 20;

// one picture at a time on one thread, and none kept: a large one costs a hundred megabytes while it is read
sharp.cache(false);
sharp.concurrency(1);
let last: Promise<unknown> = Promise.resolve();

/**
 * The picture drawn anew: upright, at a size that can be read, without place, camera and whatever else was in the file.
 * @throws Failure invalid_request for what is no picture, or one made to fill the memory
 */
export async function cleanPicture(type: 'image/jpeg' | 'image/png', bytes: Uint8Array): Promise<Uint8Array> {
  const work = last.then(() => drawnAnew(type, bytes));
  last = work.catch(() => undefined);
  try {
    return await work;
  } catch {
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'file', message: 'cannot be read as a picture' }],
    });
  }
}

function drawnAnew(type: 'image/jpeg' | 'image/png', bytes: Uint8Array): Promise<Buffer> {
  const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', autoOrient: true })
    .timeout({ seconds: withinSeconds })
    .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true });
  return (type === 'image/png' ? picture.png() : picture.jpeg({ quality: 82 })).toBuffer();
}
