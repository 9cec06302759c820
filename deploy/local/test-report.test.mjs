import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, judge, lastLine } from './test-report.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

function report(content) {
  const file = join(temporaryFolder(), 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('the count of a run', () => {
  it('takes from vitest passes, failures, skipped names and files that could not be run', () => {
    const test = (fullName, status) => ({ fullName, status });
    const file = report({
      testResults: [
        {
          name: '/a/b/c.test.ts',
          status: 'failed',
          assertionResults: [test('adds', 'passed'), test('breaks', 'failed'), test('later', 'todo')],
        },
        { name: '/a/b/d.test.ts', status: 'failed', assertionResults: [] },
      ],
    });
    expect(countVitest(file)).toEqual({
      passed: 1,
      failed: 2,
      skipped: ['later (a/b/c.test.ts)'],
      failures: ['breaks (a/b/c.test.ts)', 'a/b/d.test.ts as a whole'],
    });
  });

  it('takes from Playwright the same, and a test that passed at the second try is a failure', () => {
    const spec = (title, status) => ({ title, tests: [{ status }] });
    const suites = [
      {
        title: 'a.e2e.ts',
        specs: [spec('works', 'expected'), spec('wavers', 'flaky')],
        suites: [{ title: 'inner', specs: [spec('waits', 'skipped')] }],
      },
    ];
    expect(countPlaywright(report({ suites, errors: [] }))).toEqual({
      passed: 1,
      failed: 1,
      skipped: ['a.e2e.ts › inner › waits'],
      failures: ['a.e2e.ts › wavers'],
    });
  });

  it('is undefined without a report', () => {
    expect(countVitest('/nowhere/report.json')).toBeUndefined();
  });
});

describe('a stage', () => {
  const count = { passed: 3, failed: 0, skipped: [], failures: [] };

  it.each([
    ['runs no tests', { count: undefined, code: 0 }],
    ['crashes although no test failed', { count, code: 1 }],
    ['takes too long', { count, code: null, timedOut: true }],
  ])('fails when it %s', (_, ended) => {
    expect(judge('vitest', ended).failed).toBe(1);
  });

  it('is what its tests are otherwise', () => {
    expect(judge('vitest', { count, code: 0 })).toEqual(count);
  });
});

describe('the last line', () => {
  it('adds up, and names skipped tests only when there are any', () => {
    const count = { passed: 2, failed: 1, skipped: [], failures: ['x'] };
    expect(lastLine([count, count])).toBe('4 passed, 2 failed');
    expect(lastLine([count, { ...count, skipped: ['y'] }])).toBe('4 passed, 2 failed, 1 skipped');
  });
});
