import { Chance } from './chance';

/** What may go wrong in one run, drawn from its seed: most runs have a few kinds of fault, so that each is also seen alone. */
export interface Mix {
  seed: number;
  faultless: boolean;
  /** only emits are lost, so that heartbeats alone bring the screens in line, soon */
  emitsOnly: boolean;
  heartbeats: boolean;
  devices: number;
  tabs: number;
  servers: number;
  registers: number;
  pupils: number;
  /** length of the phase in which people act and things break, ms */
  length: number;
  /** mean pause between two acts of anybody, ms */
  pace: number;
  /** mean one-way delay between a device and a server, ms */
  delay: number;
  loss: number;
  duplication: number;
  /** emits that are lost, doubled or overtaken although the connection stands */
  emitLoss: number;
  emitDuplication: number;
  emitDisorder: number;
  /** emits whose content is damaged on the way */
  corruption: number;
  resets: number;
  offline: number;
  serverKills: number;
  serverStops: number;
  elections: number;
  /** requests to the database, or their answers, that get lost */
  databaseLoss: number;
  replicationMs: number;
  /** mean time of an answer of the database, ms */
  databaseMs: number;
  streamLoss: number;
  restores: number;
  wrongClocks: boolean;
  clockJumps: number;
  sleeps: number;
  reloads: number;
  tabKills: number;
  tabStops: number;
  rightsLost: boolean;
  locks: boolean;
  rolls: number;
  closes: number;
  undos: number;
  batches: number;
  /** entries a register holds */
  logLimit: number;
}

const everyEighth = 8;

/** Each kind of fault is in about one run of three; `faultless` runs have none, half of them without heartbeats. */
export function mixOf(seed: number): Mix {
  const chance = new Chance(`mix ${seed}`);
  const faultless = seed % everyEighth === 0;
  const emitsOnly = seed % everyEighth === 4;
  const fault = (most: number, share = 0.33): number =>
    !faultless && !emitsOnly && chance.of(share) ? chance.next() * most : 0;
  const emitFault = (most: number): number => (emitsOnly ? most : fault(most));
  const heartbeats = !(faultless && seed % (2 * everyEighth) === 0);
  // who may not read a register cannot learn that a restore has forgotten what they did
  const losesRight = !faultless && !emitsOnly && chance.of(0.15);
  return {
    ...{ seed, faultless, emitsOnly, heartbeats },
    devices: chance.between(2, 3),
    tabs: chance.between(1, 3),
    servers: chance.between(1, 3),
    registers: heartbeats && chance.of(0.3) ? 2 : 1,
    pupils: chance.between(2, 5),
    // without heartbeats a silence of 12 s would be a repair
    length: heartbeats ? chance.between(5_000, 16_000) : 6_000,
    // and what is missed between two steps of a subscription shows only where much is written
    pace: Math.min(chance.pick([250, 600, 1_500]), heartbeats ? 1_500 : 60),
    databaseMs: heartbeats ? 1 : 40,
    delay: faultless || emitsOnly ? 20 : chance.pick([5, 30, 150, 600]),
    loss: fault(0.3),
    duplication: fault(0.2),
    emitLoss: emitFault(0.4),
    emitDuplication: emitFault(0.3),
    emitDisorder: emitFault(0.4),
    corruption: fault(0.2, 0.1),
    resets: fault(4),
    offline: fault(3),
    serverKills: fault(4),
    serverStops: fault(3),
    elections: fault(4),
    databaseLoss: fault(0.15),
    replicationMs: faultless ? 5 : chance.pick([2, 10, 60]),
    streamLoss: fault(3),
    restores: losesRight ? 0 : fault(2, 0.2),
    wrongClocks: !faultless && !emitsOnly && chance.of(0.5),
    clockJumps: fault(3),
    sleeps: fault(3),
    reloads: fault(5),
    tabKills: fault(3),
    tabStops: fault(3),
    rightsLost: losesRight,
    locks: !faultless && !emitsOnly && chance.of(0.1),
    rolls: chance.of(0.3) ? chance.between(1, 4) : 0,
    closes: chance.of(0.4) ? chance.next() * 0.15 : 0,
    undos: chance.of(0.6) ? chance.next() * 0.3 : 0,
    batches: chance.of(0.4) ? chance.next() * 0.2 : 0,
    logLimit: chance.of(0.08) ? chance.between(8, 25) : 500,
  };
}

/** Nothing breaks any more, and clocks stay as they are. */
export function healed(mix: Mix): Mix {
  return {
    ...mix,
    ...{
      loss: 0,
      duplication: 0,
      emitLoss: 0,
      emitDuplication: 0,
      emitDisorder: 0,
      databaseLoss: 0,
      corruption: 0,
    },
    ...{ delay: Math.min(mix.delay, 50), replicationMs: 5 },
  };
}

/** Nobody closes, locks, fills or empties a register, and nobody loses a right: there is no reason to refuse anything. */
export function isUnrefused({ closes, locks, rolls, rightsLost, logLimit, restores }: Mix): boolean {
  return closes === 0 && !locks && rolls === 0 && !rightsLost && logLimit === 500 && restores === 0;
}
