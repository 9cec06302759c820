import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEnv, readEnvironment, readSettings } from './settings.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

describe('.env', () => {
  it('holds names and values, quoted or not, and comments', () => {
    const text =
      '# all of it\nPORT=4000 # the port\nexport HOST = 0.0.0.0\nA="two\\nlines" # why\nB=\'as # it is\'\nC=a=b\r\nD=\n';
    expect(parseEnv(text)).toEqual({
      PORT: '4000',
      HOST: '0.0.0.0',
      A: 'two\nlines',
      B: 'as # it is',
      C: 'a=b',
      D: '',
    });
  });

  it('names the line that is none of these', () => {
    expect(() => parseEnv('PORT=1\nwhat is this')).toThrow(
      'Line 2 of .env is not NAME=value: correct or remove it.',
    );
  });

  it('gives way to the environment, and an empty value counts as not set', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, '.env'), 'PORT=4000\nHOST=0.0.0.0\nREDIS_URL=\n');
    expect(readEnvironment(root, { PORT: '5000', MONGODB_URI: '' })).toEqual({
      PORT: '5000',
      HOST: '0.0.0.0',
    });
    expect(readEnvironment(temporaryFolder(), {})).toEqual({});
  });
});

describe('the settings', () => {
  it('have defaults, with the data folder absolute', () => {
    expect(readSettings('/somewhere', {})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '/somewhere/.data',
    });
  });

  it.each(['0', '70000', 'http'])('refuse the port %s', (PORT) => {
    expect(() => readSettings('/somewhere', { PORT })).toThrow(
      `PORT is “${PORT}”: set it to a number from 1 to 65535.`,
    );
  });
});
