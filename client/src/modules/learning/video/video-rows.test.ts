import { parseVtt } from '@quad/shared/learning';
import { expect, test } from 'vitest';
import { rowsOfCues, vttOf, withCueAt } from './captions/cue-rows';
import { chaptersIn, flawsOf, rowsOf } from './chapter-rows';
import { leftOf } from './upload/time-left';
import { clockWords, placeIn } from './video-time';

const vtt =
  'WEBVTT\n\n00:00:01.000 --> 00:00:02.500 align:start\nHello\n\n01:00:03.000 --> 01:00:04.000\nThere\n';
const cues = () => {
  const parsed = parseVtt(vtt);
  return 'cues' in parsed ? rowsOfCues(parsed.cues) : [];
};

test('a place in a film reads as people write it', () => {
  expect([0, 65, 3_729].map(clockWords)).toEqual(['0:00', '1:05', '1:02:09']);
  expect(['65', '1:05', '1:02:09', '0:00.5'].map(placeIn)).toEqual([65, 65, 3_729, 0.5]);
  expect(['', 'one', '1:75', '-3', '1:2:3:4'].map(placeIn)).toEqual([null, null, null, null, null]);
});

test('captions that were only looked at are saved as they were', () => {
  expect(cues().map(({ from, to }) => [from, to])).toEqual([
    ['0:01', '0:02.500'],
    ['1:00:03', '1:00:04'],
  ]);
  expect(vttOf(cues())).toEqual({ vtt });
});

test('a new line stands where its time belongs, and one without words falls away', () => {
  const { rows, key } = withCueAt(cues(), 30);
  expect(rows.map((row) => row.from)).toEqual(['0:01', '0:30', '1:00:03']);
  expect(vttOf(rows)).toEqual({ vtt });
  const said = rows.map((row) => (row.key === key ? { ...row, text: 'New\n\nwords' } : row));
  expect(vttOf(said)).toMatchObject({
    vtt: expect.stringContaining('00:00:30.000 --> 00:00:32.000\nNew\nwords'),
  });
});

test('a line whose times make no sense is named', () => {
  const [first, second] = cues();
  expect(vttOf([first!, { ...second!, to: '1:00:01' }])).toEqual({ flaw: 2 });
  expect(vttOf([{ ...first!, from: 'soon' }, second!])).toEqual({ flaw: 1 });
});

test('chapters are refused one by one, and saved in the order of the film', () => {
  const rows = [
    { key: 'a', at: '1:00', title: 'Second' },
    { key: 'b', at: '0:00', title: 'First' },
  ];
  expect(flawsOf(rows, 90).size).toBe(0);
  expect(chaptersIn(rows)).toEqual([
    { at: 0, title: 'First' },
    { at: 60, title: 'Second' },
  ]);
  const wrong = [
    ...rowsOf([{ at: 5, title: 'Five' }]),
    ...[{ key: 'c', at: '0:05', title: 'Five again' }],
    ...[{ key: 'd', at: 'x', title: '' }],
    ...[{ key: 'e', at: '1:30', title: 'After the end' }],
    ...[{ key: 'f', at: '0:20', title: ' ' }],
  ];
  expect([...flawsOf(wrong, 90)].map(([key, { kind }]) => [key, kind])).toEqual([
    ['c', 'twice'],
    ['d', 'badTime'],
    ['e', 'beyond'],
    ['f', 'noTitle'],
  ]);
});

test('the time left is guessed from this try, and not before there is something to guess from', () => {
  const since = { at: 0, sent: 100 };
  expect(leftOf({ bytes: 1_100, sent: 200, since }, 2_000)).toBeNull();
  expect(leftOf({ bytes: 700, sent: 200, since }, 10_000)).toEqual({ unit: 'seconds', count: 50 });
  expect(leftOf({ bytes: 10_100, sent: 200, since }, 10_000)).toEqual({ unit: 'minutes', count: 17 });
});
