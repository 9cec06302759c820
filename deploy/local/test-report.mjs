import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{passed: number, failed: number, skipped: string[], failures: string[]}} Count */

const nothing = () => ({ passed: 0, failed: 0, skipped: [], failures: [] });

/** Counts vitest's JSON report; a file that could not be run counts as one failure. @returns {Count | undefined} */
export function countVitest(file) {
  const report = readReport(file);
  if (!report) return undefined;
  const count = nothing();
  for (const { name, status, assertionResults } of report.testResults) {
    for (const test of assertionResults)
      add(count, `${test.fullName} (${shorten(name)})`, outcomeOfVitest(test.status));
    const told = assertionResults.some((test) => test.status === 'failed');
    if (status === 'failed' && !told) add(count, `${shorten(name)} as a whole`, 'failed');
  }
  return count;
}

const outcomeOfVitest = (status) => (status === 'passed' || status === 'failed' ? status : 'skipped');

/** Counts Playwright's JSON report; a test that passed only when tried again counts as failed. @returns {Count | undefined} */
export function countPlaywright(file) {
  const report = readReport(file);
  if (!report) return undefined;
  const count = nothing();
  const walk = (suite, path) => {
    for (const inner of suite.suites ?? []) walk(inner, [...path, inner.title]);
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests)
        add(count, [...path, spec.title].join(' › '), outcomes[test.status] ?? 'failed');
  };
  for (const suite of report.suites) walk(suite, [suite.title]);
  for (const error of report.errors) add(count, String(error.message).split('\n')[0], 'failed');
  return count;
}

const outcomes = { expected: 'passed', skipped: 'skipped', unexpected: 'failed', flaky: 'failed' };

function add(count, name, outcome) {
  if (outcome === 'skipped') count.skipped.push(name);
  else count[outcome] += 1;
  if (outcome === 'failed') count.failures.push(name);
}

const shorten = (path) => path.split('/').slice(-3).join('/');
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);

/** A command that either succeeds or not counts as one test. @returns {Count} */
export const countCommand = (name, succeeded) =>
  succeeded ? { ...nothing(), passed: 1 } : { ...nothing(), failed: 1, failures: [name] };

/**
 * What a stage amounts to: a runner that says nothing, runs nothing, or fails without naming a test is itself a failure.
 * @returns {Count}
 */
export function judge(name, { count = nothing(), code, timedOut }) {
  const fail = (why) => ({
    ...count,
    failed: count.failed + 1,
    failures: [...count.failures, `${name} ${why}`],
  });
  if (timedOut) return fail('took three times its budget and was stopped');
  if (count.passed + count.failed === 0) return fail('ran no tests');
  if (code !== 0 && count.failed === 0) return fail(`ended with code ${code} although no test failed`);
  return count;
}

/** The line that ends every run, for people and for scripts. */
export function lastLine(counts) {
  const sum = (pick) => counts.reduce((total, count) => total + pick(count), 0);
  const skipped = sum((count) => count.skipped.length);
  return `${sum((count) => count.passed)} passed, ${sum((count) => count.failed)} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
