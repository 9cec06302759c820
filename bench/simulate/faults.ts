import { Chance } from './chance';
import type { Connection } from './connection';
import type { World } from './world';

/** Breaks what the run's mix says, at moments drawn beforehand, until the phase is over. */
export function beginBreaking(world: World): void {
  const { mix, timeline } = world;
  // a stream of its own, so that what breaks when does not hang on what people do
  const chance = new Chance(`faults ${mix.seed}`);
  const times = (mean: number, fault: () => void): void => {
    const count = mean === 0 ? 0 : Math.max(1, Math.round(mean * (0.5 + chance.next())));
    for (let i = 0; i < count; i++) timeline.after(chance.between(500, mix.length - 1), fault);
  };
  const tabs = () => world.devices.flatMap((device) => device.tabs);
  const device = () => chance.pick(world.devices);
  const aTab = (then: (tab: ReturnType<typeof tabs>[number]) => void): void => {
    const all = tabs();
    if (all.length > 0) then(chance.pick(all));
  };
  const aServer = (then: (server: World['servers'][number]) => void): void => {
    if (world.servers.length > 0) then(chance.pick(world.servers));
  };

  times(mix.resets, () => aTab((tab) => tab.breakConnection()));
  times(mix.offline, () => {
    const one = device();
    one.online = false;
    world.story?.tell(one.name, one.name, 'offline');
    timeline.after(chance.between(500, 8_000), () => {
      one.online = true;
      world.story?.tell(one.name, one.name, 'online');
      for (const tab of one.tabs) tab.process.run(() => tab.workbench.nudge());
    });
  });
  times(mix.serverKills, () =>
    aServer((server) => {
      world.killServer(server);
      timeline.after(chance.between(100, 4_000), () => world.startServer());
    }),
  );
  times(mix.serverStops, () =>
    aServer((server) => {
      world.story?.tell(server.process.name, server.process.name, 'is stopped');
      server.process.stop();
      timeline.after(chance.between(500, 10_000), () => server.process.goOn());
    }),
  );
  times(mix.elections, () => world.database.elect());
  times(mix.streamLoss, () => aServer((server) => world.database.breakStream(server.process)));
  times(mix.clockJumps, () => device().jump(chance.between(-600_000, 600_000)));
  times(mix.sleeps, () => device().sleep(chance.between(1_000, 15_000)));
  times(mix.tabStops, () =>
    aTab((tab) => {
      world.story?.tell(tab.name, tab.name, 'is suspended');
      world.suspend(tab);
      timeline.after(chance.between(500, 9_000), () => tab.process.goOn());
    }),
  );
  times(mix.reloads, () =>
    aTab((tab) => {
      tab.device.endTab(tab);
      timeline.after(chance.between(20, 1_000), () => tab.device.openTab());
    }),
  );
  times(mix.tabKills, () => aTab((tab) => tab.device.endTab(tab)));
  if (mix.rightsLost)
    timeline.after(chance.between(500, mix.length), () => {
      const { personId } = device();
      world.rights.set(personId, null);
      world.story?.tell('office', personId.slice(-3), 'has no right any more');
      const theirs = new Set(world.devices.filter((one) => one.personId === personId));
      const isTheirs = ({ tab }: Connection): boolean =>
        [...theirs].some(({ tabs }) => tabs.some(({ process }) => process === tab));
      for (const server of world.servers) server.process.run(() => server.sendAway(isTheirs));
    });
  times(mix.restores, () => restore(world, chance));
}

/** All servers are down while a backup is restored; it forgets the last writes and raises the epoch of every register. */
function restore(world: World, chance: Chance): void {
  if (world.restoring) return;
  world.restoring = true;
  for (const server of [...world.servers]) world.killServer(server);
  world.timeline.after(chance.between(100, 2_000), () => {
    for (const server of [...world.servers]) world.killServer(server);
    world.database.restore(chance.between(0, 6), world.districtNow(0));
    world.restoring = false;
    while (world.servers.length < world.mix.servers) world.startServer();
  });
}
