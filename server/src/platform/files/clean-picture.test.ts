import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { cleanPicture } from './clean-picture';

const picture = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#a33' } });

it('draws a picture anew, so that nothing but the picture is left: no place, no camera, no text after its end', async () => {
  const taken = await picture(3_000, 30)
    .withExif({ IFD0: { Make: 'Secret Camera', ImageDescription: 'taken at home' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const cleaned = await cleanPicture('image/jpeg', Buffer.concat([taken, Buffer.from('<script>alert(1)')]));
  const { width, height, exif, format } = await sharp(cleaned).metadata();
  expect({ width, height, exif, format }).toEqual({
    ...{ width: 24, height: 2_400, exif: undefined, format: 'jpeg' },
  });
  expect(Buffer.from(cleaned).toString('latin1')).not.toMatch(/Secret|script/);
});

it('refuses what is no picture, one cut short, and one that unpacks to more than fits', async () => {
  const whole = await picture(300, 300).png({ compressionLevel: 0 }).toBuffer();
  const refusal = { code: 'invalid_request', errors: [{ field: 'file' }] };
  for (const bytes of [Buffer.from('\x89PNG and so on'), whole.subarray(0, 2_000), bomb(60_000, 60_000)])
    await expect(cleanPicture('image/png', bytes)).rejects.toMatchObject(refusal);
  expect((await sharp(await cleanPicture('image/png', whole)).metadata()).width).toBe(300);
});

/** A PNG of a few bytes that says it has so many pixels. */
function bomb(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    ...[signature, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(1_000)))],
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}
