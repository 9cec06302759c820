import { compare, hash } from 'bcryptjs';

export type HashTask =
  { kind: 'hash'; password: string; cost: number } | { kind: 'verify'; password: string; hash: string };

/** Runs on a worker thread: a cost of 12 is a quarter of a second of JavaScript, and the event loop is for marks. */
export default function run(task: HashTask): Promise<string | boolean> {
  return task.kind === 'hash' ? hash(task.password, task.cost) : compare(task.password, task.hash);
}
