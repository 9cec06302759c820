import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { parcelOf, unfit } from './parcel';

/** As a browser hands one over from the folder `north`; jsdom's own can neither be streamed nor tell its folder. */
const named = (name: string, content: string): File =>
  Object.assign(new File([content], name), {
    webkitRelativePath: `north/${name}`,
    stream: () => new Response(content).body,
  });

function bytesOf(content: Blob): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(new Uint8Array(reader.result as ArrayBuffer));
    reader.readAsArrayBuffer(content);
  });
}

test('the CSV files of a folder travel as one zip of its name', async () => {
  const files = [named('users.csv', 'a,b'), named('orgs.csv', 'c'), named('notes.txt', 'x')];
  const { name, content } = await parcelOf(files, '3 files');
  const inside = unzipSync(await bytesOf(content));
  expect([name, content.type]).toEqual(['north.zip', 'application/zip']);
  expect(Object.keys(inside)).toEqual(['users.csv', 'orgs.csv']);
  expect(new TextDecoder().decode(inside['users.csv'])).toBe('a,b');
});

test('one file travels as it is, and what nobody can read stays here', async () => {
  const { name, content } = await parcelOf([named('t.csv', 'a'), named('notes.txt', 'x')], '2 files');
  expect([name, content.type, content.size]).toEqual(['t.csv', 'text/csv', 1]);
  expect(unfit([named('notes.txt', '')])).toBe('nothing');
  expect(unfit([named('a.zip', ''), named('b.zip', '')])).toBe('oneZip');
  expect(unfit([named('a.ZIP', '')])).toBeNull();
});
