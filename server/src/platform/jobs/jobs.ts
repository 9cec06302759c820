import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import mongoose from 'mongoose';
import type { Log } from '../observability/log';
import type { Platform } from '../platform';

export interface Job {
  name: string;
  /** how often, in agenda's words; it also runs at start */
  every: string;
  /** may run twice or at the same time elsewhere: it must not matter */
  run(platform: Platform): Promise<void>;
}

/** Jobs live beside the data and run on one process at a time, whichever gets the lock. */
export async function startJobs(
  jobs: readonly Job[],
  platform: Platform,
): Promise<{ stop(): Promise<void> }> {
  const { db } = mongoose.connection;
  if (db === undefined) throw new Error('jobs need an open connection');
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: db, collection: 'jobs' }),
    processEvery: '1 second',
    defaultLockLifetime: 60_000,
  });
  agenda.on('error', (error: Error) => platform.log.warn({ err: error }, 'jobs'));
  for (const job of jobs) agenda.define(job.name, () => logged(job, platform, platform.log));
  await agenda.start();
  await Promise.all(jobs.map((job) => agenda.every(job.every, job.name)));
  return { stop: () => agenda.stop() };
}

async function logged(job: Job, platform: Platform, log: Log): Promise<void> {
  const started = performance.now();
  await job.run(platform);
  log.debug({ job: job.name, ms: Math.round(performance.now() - started) }, 'job done');
}
