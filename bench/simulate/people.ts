import type { NewAction } from '@quad/shared/attendance';
import type { Tab } from './tab';
import { anId, type World } from './world';

const codes = ['P', 'L', 'A', null] as const;

/** Somebody does something, again and again, until the phase is over. */
export function beginActing(world: World, until: number): void {
  const { chance, timeline, mix } = world;
  const next = (): void => {
    timeline.after(1 + chance.wait(mix.pace), () => {
      if (timeline.now >= until) return;
      actOnce(world);
      next();
    });
  };
  next();
  for (let i = 0; i < mix.rolls; i++)
    timeline.after(chance.between(0, mix.length - 1), () => changeRoll(world));
}

function actOnce(world: World): void {
  const { chance, devices, registerIds } = world;
  const tabs = devices.flatMap((device) => device.tabs).filter((tab) => !tab.process.stopped);
  if (tabs.length === 0) return;
  const tab = chance.pick(tabs);
  const registerId = chance.pick(registerIds);
  const { register } = tab.replica(registerId).view();
  // without a register there is nothing to press
  if (register === null) return;
  if (chance.of(world.mix.undos)) return undoSomething(world, tab, registerId);
  const mid = tab.act(registerId, somethingNew(world, register));
  if (chance.of(0.3)) world.lastActs.set(tab.name, { registerId, mid });
  // taps in quick succession
  if (chance.of(0.3))
    tab.process.after(chance.between(1, 150), () => void tab.act(registerId, somethingNew(world, register)));
}

function somethingNew(
  world: World,
  register: { status: string; marks: readonly { pupil: string; code: string | null }[] },
): NewAction {
  const { chance, mix, pupils } = world;
  if (chance.of(mix.closes)) return { kind: 'close' };
  if (register.status === 'closed' && chance.of(0.4)) return { kind: 'reopen', reason: 'the bus was late' };
  const unmarked = register.marks.filter(({ code }) => code === null);
  if (chance.of(mix.batches) && unmarked.length > 0)
    return { kind: 'mark', changes: unmarked.map(({ pupil }) => ({ pupil, code: 'P' })) };
  const change = { pupil: chance.pick(pupils), code: chance.pick(codes) };
  const corrects = register.status === 'closed' && chance.of(0.5);
  return { kind: 'mark', changes: [change], ...(corrects ? { reason: 'a correction' } : {}) };
}

function undoSomething(world: World, tab: Tab, registerId: string): void {
  const last = world.lastActs.get(tab.name);
  if (last?.registerId === registerId) tab.undo(registerId, last.mid);
  world.lastActs.delete(tab.name);
}

/** An enrolment comes or ends: every server that is up hears of it, and one of them at least is to say so in the log. */
function changeRoll(world: World): void {
  const { chance, registerIds, pupils, servers } = world;
  const registerId = chance.pick(registerIds);
  const change = chance.of(0.5)
    ? { pupil: anId(chance.between(40, 42)), roll: 'join' as const }
    : { pupil: chance.pick(pupils), roll: 'leave' as const };
  const mid = chance.uuid();
  for (const server of servers) {
    world.story?.tell('office', server.process.name, `${change.pupil.slice(-2)} is to ${change.roll}`);
    server.process.run(() => {
      server.actAsSystem(registerId, mid, [change]).catch((error: unknown) => {
        world.story?.tell(server.process.name, 'office', `no roll change: ${String(error)}`);
      });
    });
  }
}
