import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVtt, printVtt } from './webvtt';

const cuesOf = (text: string) => {
  const parsed = parseVtt(text);
  if ('reason' in parsed) throw new Error(`line ${parsed.line}: ${parsed.reason}`);
  return parsed.cues;
};

describe('captions', () => {
  it('are read with or without hours, names, a BOM and any line end; comments and styles are left out', () => {
    const text =
      '\uFEFFWEBVTT - some words\r\nKind: captions\r\n\r\nNOTE by me\r\n\r\nSTYLE\r\n::cue {}\r\n\r\nfirst\r\n00:01.000 --> 00:02.500 align:start region:x\r\nOne\r\ntwo\r\n\r\n01:00:00.000 --> 01:00:01.000\r\nThree';
    expect(cuesOf(text)).toEqual([
      { from: 1_000, to: 2_500, settings: 'align:start', text: 'One\ntwo' },
      { from: 3_600_000, to: 3_601_000, settings: '', text: 'Three' },
    ]);
  });

  it('keep what a browser shows and nothing that could be anything else', () => {
    const cue = '<v Ms Rao><i>Yes</i> <script>alert(1)</script><img src=x onerror=y> <b>no';
    expect(cuesOf(`WEBVTT\n\n00:00.000 --> 00:01.000\n${cue}`)[0]?.text).toBe(
      '<v Ms Rao><i>Yes</i> alert(1) <b>no',
    );
  });

  it.each([
    ['1\n00:00:01,000 --> 00:00:02,000\nSubRip', 1, 'WEBVTT'],
    ['WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nOne', 3, 'written like'],
    ['WEBVTT\n\nOne\n\n', 3, 'written like'],
    ['WEBVTT\n\nname\n00:99.000 --> 00:02.000\nOne', 4, 'written like'],
    ['WEBVTT\n\n00:02.000 --> 00:02.000\nOne', 3, 'end after'],
    ['WEBVTT\n\n00:02.000 --> 00:03.000\nOne\n\n00:01.000 --> 00:03.000\nTwo', 6, 'before the one above'],
    ['WEBVTT\n\n00:02.000 --> 00:03.000\nOne\n00:04.000 --> 00:05.000\nTwo', 4, 'empty line'],
    ['WEBVTT\n\n00:02.000 --> 00:03.000\n<x>\n', 3, 'no words'],
    ['WEBVTT\n', 2, 'no caption'],
  ])('are refused with the line and the reason: %j', (text, line, reason) => {
    expect(parseVtt(text)).toEqual({ line, reason: expect.stringContaining(reason) as string });
  });

  it('stay the same however often they are read and written', () => {
    const piece = fc.constantFrom(
      ...['WEBVTT', '\n', '\n\n', '\r\n', '00:01.000 --> 00:02.000', '00:02.000', ' --> ', 'NOTE', '<', '>'],
      ...[
        '<b>',
        '</b>',
        '<v A>',
        'line:0',
        '--',
        'x',
        ' ',
        '\t',
        '\u0000',
        '&lt;',
        '10:00:00.000',
        '<c.red>',
      ],
    );
    const anything = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    const begun = anything.map((text) => `WEBVTT\n\n00:01.000 --> 00:02.000 ${text}`);
    fc.assert(
      fc.property(fc.oneof(anything, begun), (text) => {
        const parsed = parseVtt(text);
        if ('reason' in parsed) return;
        expect(cuesOf(printVtt(parsed.cues))).toEqual(parsed.cues);
      }),
      { numRuns: 500 },
    );
  });
});
