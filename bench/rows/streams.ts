import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { MongoClient } from 'mongodb';
import { onPath } from '../../deploy/local/programs.mjs';
import { Refusal } from '../../deploy/local/refusal.mjs';
import { say } from '../../deploy/local/say.mjs';
import { median } from '../support/load';
import type { Stage } from '../support/stage';
import { step } from '../support/step';
import type { Figure, Row } from './row';
import { bareNode, nginxOn, type Floor } from './streams.floors';
import { audience, type Audience } from './streams.school';
import type { Watched, Watching } from './streams.viewers';

const watching = { viewers: 1_000, seconds: 32 };
const more = { viewers: 2_000, seconds: 16 };
const rush = { lanes: 16, seconds: 3, rounds: 3 };

/** Films at real pace in front of a thousand people, and of two thousand; then as fast as they come. */
export const streams: Row = {
  name: 'streams',
  async measure(stage: Stage): Promise<Figure[]> {
    if (onPath('ffmpeg') === undefined)
      throw new Refusal('The streams want ffmpeg on PATH: install it and measure again.');
    const all = await step(`Making a film, and signing in ${more.viewers} people in front of it`, () =>
      audience(stage, more.viewers),
    );
    const { folder } = all.film;
    const floors = { node: await bareNode(folder), nginx: await nginxOn(folder) };
    const client = await MongoClient.connect(stage.mongodbUri);
    try {
      say(
        `${watching.viewers} people watch for ${watching.seconds} s, ours and bare node:http; then ${more.viewers}.`,
      );
      const written = async (): Promise<number> => {
        const { metrics } = await client.db().admin().serverStatus();
        const { inserted, updated } = (metrics as { document: Record<'inserted' | 'updated', number> })
          .document;
        return inserted + updated;
      };
      const before = { use: useOf(stage.serverPid), written: await written() };
      const ours = await watch(all, stage.server.href, watching);
      const after = { use: useOf(stage.serverPid), written: await written() };
      const bare = await watch(onFloor(all), floors.node.url, watching);
      const twice = await watch(all, stage.server.href, more);
      const rushed = await rushAll(all, stage, floors);
      const busy = ((after.use.cpuMs - before.use.cpuMs) / (ours.seconds * 1_000)) * 100;
      const each = (after.written - before.written) / watching.viewers / (ours.seconds / 30);
      const { seconds } = watching;
      const figure = (what: string, unit: string, mine: number, floor?: number, digits = 0): Figure => ({
        ...{ what, unit, digits, ours: mine, seconds, ...(floor === undefined ? {} : { floor }) },
      });
      const none = (of: Watched) => ({ text: 'none', met: of.stalls + of.errors === 0 });
      return [
        {
          ...figure(
            `${watching.viewers} viewers at real pace: segments too late, or wrong`,
            '',
            ours.stalls + ours.errors,
            bare.stalls + bare.errors,
          ),
          ...{ goal: none(ours), others: '1,000' },
        },
        figure('a segment is there, 99 % within', 'ms', ours.p99, bare.p99, 1),
        figure('a beat is durable, 95 % within', 'ms', ours.beatP95, undefined, 1),
        figure('documents written for a viewer in 30 s', '', each, undefined, 1),
        figure('memory more than before', 'MiB', after.use.mebibytes - before.use.mebibytes),
        figure('of one core, the server’s share', '%', busy),
        {
          ...figure(`${more.viewers} viewers: segments too late, or wrong`, '', twice.stalls + twice.errors),
          goal: none(twice),
          seconds: more.seconds,
        },
        figure(`a segment is there, 99 % within, ${more.viewers} viewers`, 'ms', twice.p99, undefined, 1),
        {
          ...figure('segments as fast as they come, floor node:http', '1/s', rushed.ours, rushed.node),
          seconds: rush.seconds,
        },
        ...(rushed.nginx === null
          ? []
          : [
              { ...figure('the same, floor nginx', '1/s', rushed.ours, rushed.nginx), seconds: rush.seconds },
            ]),
        figure(
          'head-room: as fast as they come ÷ what 1,000 viewers need',
          '×',
          rushed.ours / 250,
          undefined,
          1,
        ),
      ];
    } finally {
      await Promise.all([client.close(), floors.node.stop(), floors.nginx?.stop()]);
    }
  },
};

/** The same people without an account anywhere. */
function onFloor({ film, viewers }: Audience): Audience {
  return { film, viewers: viewers.map((viewer) => ({ ...viewer, film: '/240-1.mp4', beats: null })) };
}

function watch(
  { film, viewers }: Audience,
  server: string,
  { viewers: count, seconds }: { viewers: number; seconds: number },
  pace: Watching['pace'] = 'real',
): Promise<Watched> {
  return inProcess({ server, viewers: viewers.slice(0, count), segments: film.segments, seconds, pace });
}

/** In turn, several rounds, each beginning with another. */
async function rushAll(
  all: Audience,
  { server }: Stage,
  { node, nginx }: { node: Floor; nginx: Floor | null },
) {
  const places = [
    { name: 'ours' as const, all, url: server.href },
    { name: 'node' as const, all: onFloor(all), url: node.url },
    ...(nginx === null ? [] : [{ name: 'nginx' as const, all: onFloor(all), url: nginx.url }]),
  ];
  const rates: Record<'ours' | 'node' | 'nginx', number[]> = { ours: [], node: [], nginx: [] };
  for (let round = 0; round <= rush.rounds; round++) {
    for (const n of places.keys()) {
      const place = places[(n + round) % places.length];
      if (place === undefined) continue;
      const load = { viewers: 200, seconds: rush.seconds };
      const { segments, seconds } = await watch(place.all, place.url, load, { lanes: rush.lanes });
      if (round > 0) rates[place.name].push(segments / seconds);
    }
  }
  return {
    ...{ ours: median(rates.ours), node: median(rates.node) },
    nginx: nginx === null ? null : median(rates.nginx),
  };
}

async function inProcess(what: Watching): Promise<Watched> {
  const child = fork(new URL('./streams.viewers.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('those who watch ended');
  });
  child.send(what);
  try {
    const [watched] = (await Promise.race([once(child, 'message'), ended])) as [Watched];
    return watched;
  } finally {
    ended.catch(() => undefined);
    child.kill();
  }
}

/** What Linux says of a process; nothing elsewhere. */
function useOf(pid: number): { cpuMs: number; mebibytes: number } {
  try {
    const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return { cpuMs: (Number(times[11]) + Number(times[12])) * 10, mebibytes: Number(kilobytes) / 1_024 };
  } catch {
    return { cpuMs: Number.NaN, mebibytes: Number.NaN };
  }
}
