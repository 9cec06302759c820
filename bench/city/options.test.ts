import { describe, expect, it } from 'vitest';
import { readOptions } from './options';

const good = ['file.csv', '--schools', '20', '--pupils', '120', '--date', '2015-03-04'];

describe('the options of the city', () => {
  it('are read, with this machine and eight at once when nothing else is said', () => {
    expect(readOptions(good)).toMatchObject({
      file: 'file.csv',
      schools: 20,
      pupils: 120,
      date: '2015-03-04',
      concurrency: 8,
    });
    expect(readOptions(good).server.origin).toBe('http://127.0.0.1:3000');
  });

  it.each(['http://localhost:3200', 'http://127.8.8.8', 'http://[::1]:3000'])(
    'accept %s, which is this machine',
    (url) => {
      expect(readOptions([...good, '--url', url]).server.href).toBe(`${url}/`);
    },
  );

  it.each([
    'http://10.0.0.5:3000',
    'https://127.0.0.1',
    'http://127.0.0.1.example.org',
    'http://localhost@example.org',
    'nowhere',
  ])('refuse %s', (url) => {
    expect(() => readOptions([...good, '--url', url])).toThrow(/is not this machine/);
  });

  it.each([
    ['a second file', [...good, 'other.csv'], /Name one attendance file/],
    ['no schools', [...good, '--schools', '0'], /--schools 0/],
    ['too many pupils', [...good, '--pupils', '6001'], /from 1 to 6000/],
    ['a date that is none', [...good, '--date', '2015-02-30'], /--date 2015-02-30/],
    ['a Saturday', [...good, '--date', '2015-03-07'], /weekend/],
    ['an unknown option', [...good, '--speed', '9'], /--speed/],
    ['nothing at all', [], /Name one attendance file/],
  ])('refuse %s', (_what, args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
