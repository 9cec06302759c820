import { beginActing } from './people';
import { beginBreaking } from './faults';
import type { History } from './history';
import { World } from './world';

/** How long the screens have to come in line once everything is sound, ms */
const quietMs = 30_000;
/** Without heartbeats a silence of 12 s would be a repair. */
const withoutBeatsMs = 3_000;
/** A lost emit is found out by the next heartbeat. */
const emitsOnlyMs = 7_000;

export interface Ran {
  history: History;
  story: readonly string[];
}

/** One run from one seed: people act while things break, everything heals, and the screens come in line. */
export async function run(seed: number, told: boolean): Promise<Ran> {
  const world = new World(seed, told);
  const { mix, chance, timeline, devices, history } = world;
  for (const device of devices) {
    device.openTab();
    for (let i = 1; i < mix.tabs; i++)
      timeline.after(chance.between(0, mix.length / 2), () => device.openTab());
  }
  beginActing(world, mix.length);
  if (!mix.faultless) beginBreaking(world);
  await timeline.runUntil(mix.length);
  world.heal();
  await timeline.runUntil(
    mix.length + (mix.emitsOnly ? emitsOnlyMs : mix.heartbeats ? quietMs : withoutBeatsMs),
  );
  history.quiet = timeline.now;
  for (const device of devices) {
    const awake = device.tabs.filter(({ process }) => !process.stopped);
    for (const tab of awake) for (const id of world.registerIds) history.last.push(world.view(tab, id));
    for (const { registerId, waiting } of await device.store.unsettled())
      history.kept.push({ client: device.clientId, registerId, waiting });
  }
  return { history, story: world.story?.lines ?? [] };
}
