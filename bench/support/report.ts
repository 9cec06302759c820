import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { table } from '../../deploy/local/say.mjs';
import type { Figure } from '../rows/row';

const headings = [
  'figure',
  'unit',
  'ours',
  'floor',
  'of floor',
  'naive',
  'goal',
  'met',
  'others',
  'seconds each',
];

/** The figures as a table; what was not measured or has no goal is left empty. */
export function asTable(figures: readonly Figure[]): string {
  return table([headings, ...figures.map(asRow)]);
}

function asRow({ what, unit, digits, ours, floor, naive, goal, others, seconds }: Figure): string[] {
  const number = (value: number | undefined): string => value?.toFixed(digits) ?? '';
  const ratio = floor === undefined ? '' : `${Math.round((ours / floor) * 100)} %`;
  const met = goal === undefined ? '' : goal.met ? 'yes' : 'no';
  return [
    what,
    unit,
    number(ours),
    number(floor),
    ratio,
    number(naive),
    goal?.text ?? '',
    met,
    others ?? '',
    String(seconds),
  ];
}

/** Two shared cores are not a server room: a figure without its machine says little. */
export function machine(): {
  cores: number;
  processor: string;
  memoryGiB: number;
  node: string;
  platform: string;
} {
  const [first] = cpus();
  return {
    cores: cpus().length,
    processor: first?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  };
}

/** @returns the file it was kept in */
export function keep(folder: string, figures: readonly Figure[]): string {
  const at = new Date().toISOString();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${at.replaceAll(':', '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ at, machine: machine(), figures }, null, 2)}\n`);
  return file;
}
