import { table } from '../../deploy/local/say.mjs';
import type { Verdict } from './check';
import type { Strike } from './nemesis';

/** Faults by kind with how long each took to get over. Times are medians and worst cases of this machine, in seconds. */
export function faultTable(strikes: readonly Strike[]): string {
  const kinds = [...new Set(strikes.map(({ fault }) => fault))].sort();
  const rows = kinds.map((kind) => {
    const of = strikes.filter(({ fault }) => fault === kind);
    const recovery = of.map((each) => each.recovery);
    const convergence = of.map((each) => each.convergence ?? Number.POSITIVE_INFINITY);
    const failed = of.reduce((sum, each) => sum + total(each.failed), 0);
    return [
      ...[kind, of.length, inSeconds(quantile(recovery, 0.5)), inSeconds(Math.max(...recovery))],
      ...[inSeconds(quantile(convergence, 0.5)), inSeconds(Math.max(...convergence)), failed],
    ];
  });
  const headings = [
    'fault',
    'times',
    'back p50',
    'back max',
    'in line p50',
    'in line max',
    'requests failed',
  ];
  return table([headings, ...rows]);
}

/** The line that ends every run, for people and for scripts. */
export function lastLine(strikes: readonly Strike[], verdict: Verdict, seed: string): string {
  const count = (...faults: string[]): number =>
    verdict.violations.filter(({ fault }) => faults.includes(fault)).length;
  const kinds = new Set(strikes.map(({ fault }) => fault)).size;
  const convergence = strikes.map((each) => each.convergence ?? Number.POSITIVE_INFINITY);
  const other = count('order', 'gap', 'marks', 'counts', 'digest', 'moved');
  return (
    `seed ${seed}: ${strikes.length} faults of ${kinds} kinds, ${verdict.acted} actions, ${verdict.marks} marks acknowledged; ` +
    `lost ${count('lost')}, duplicated ${count('duplicated')}, phantom ${count('phantom')}, desync ${count('desync')}, other ${other}; ` +
    `in line p99 ${inSeconds(quantile(convergence, 0.99))} s, max ${inSeconds(Math.max(0, ...convergence))} s`
  );
}

export function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function inSeconds(ms: number): string {
  return Number.isFinite(ms) ? (ms / 1_000).toFixed(2) : 'never';
}
