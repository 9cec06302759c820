import { describe, expect, it } from 'vitest';
import { readOptions } from './options';

describe('the options of a roster', () => {
  it('are a dry run of a roster by the demo’s admin when nothing else is said', () => {
    expect(readOptions(['oneroster.zip'])).toMatchObject({
      ...{ file: 'oneroster.zip', apply: false, confirmEnding: null, kind: 'roster', school: null },
      ...{ login: 'amina', all: false },
    });
    expect(readOptions(['--help'])).toBeNull();
    const whole = ['t.csv', '--kind', 'timetable', '--school', 'HAR', '--apply', '--confirm-ending', '132'];
    expect(readOptions(whole)).toMatchObject({
      kind: 'timetable',
      school: 'HAR',
      apply: true,
      confirmEnding: 132,
    });
  });

  it.each([
    ['nothing at all', [], /Name one file/],
    ['two files', ['a.zip', 'b.zip'], /Name one file/],
    ['a kind there is not', ['a.zip', '--kind', 'marks'], /--kind marks/],
    ['a timetable of nobody', ['a.csv', '--kind', 'timetable'], /--school is missing/],
    ['a school’s roster', ['a.zip', '--school', 'HAR'], /leave it out/],
    ['a number that is none', ['a.zip', '--confirm-ending', 'all'], /--confirm-ending all/],
    ['an address that is none', ['a.zip', '--url', 'nowhere'], /--url nowhere/],
    ['an unknown option', ['a.zip', '--force'], /--force/],
  ])('refuse %s', (_what, args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
