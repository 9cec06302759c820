import type { ChangeStreamDocument } from 'mongodb';
import type { Subscriber } from '../module';
import type { Platform } from '../platform';
import { dispatchEvents } from './dispatch';
import type { Effect } from './effect';
import { claimDelivery, runDelivery } from './run-delivery';

const atOnce = 8;
/** What nobody heard of, and what waits to be tried again, is looked for this often. */
const lookEveryMs = 2_000;
const patienceMs = 5_000;

export interface Outbox {
  /** hears of new events, and of what is to be tried anew, as it is committed */
  subscriber: Subscriber;
  start(): void;
  /** takes nothing new, and lets what runs finish for a while; what does not is taken up elsewhere when its lease ends */
  stop(): Promise<void>;
}

/** Turns events into deliveries and runs them, a few at once. Each process does, and the database decides who has which. */
export function createOutbox(effects: readonly Effect[], platform: Platform): Outbox {
  refuseDoubles(effects);
  const running = new Set<Promise<void>>();
  const state = { stopped: true, busy: null as Promise<void> | null, again: false };
  let timer: NodeJS.Timeout | undefined;

  const run = async (): Promise<void> => {
    await dispatchEvents(effects);
    while (!state.stopped && running.size < atOnce) {
      const delivery = await claimDelivery();
      if (delivery === null) return;
      const work = runDelivery(delivery, effects, platform)
        .catch((error: unknown) => platform.log.warn({ err: error }, 'delivery not written down'))
        .finally(() => {
          running.delete(work);
          wake();
        });
      running.add(work);
    }
  };
  const wake = (): void => {
    if (state.stopped) return;
    state.again = true;
    state.busy ??= (async () => {
      while (state.again) {
        state.again = false;
        await run();
      }
    })()
      .catch((error: unknown) => platform.log.warn({ err: error }, 'outbox not looked at'))
      .finally(() => {
        state.busy = null;
        if (state.again) wake();
      });
  };
  return {
    subscriber: {
      collections: ['outbox', 'deliveries'],
      handle: (change) => {
        if (isNew(change) || isReplayed(change)) wake();
      },
    },
    start: () => {
      state.stopped = false;
      timer = setInterval(wake, lookEveryMs);
      wake();
    },
    stop: async () => {
      state.stopped = true;
      clearInterval(timer);
      await state.busy;
      let giveUp: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (giveUp = setTimeout(resolve, patienceMs)));
      await Promise.race([Promise.all(running), patience]);
      clearTimeout(giveUp);
    },
  };
}

function isNew(change: ChangeStreamDocument): boolean {
  return change.operationType === 'insert' && change.ns.coll === 'outbox';
}

/** Only who replays sets the tries back. */
function isReplayed(change: ChangeStreamDocument): boolean {
  return change.operationType === 'update' && change.updateDescription.updatedFields?.tries === 0;
}

function refuseDoubles(effects: readonly Effect[]): void {
  const names = effects.map(({ event, name }) => `${event} → ${name}`);
  const double = names.find((name, i) => names.indexOf(name) !== i);
  if (double !== undefined) throw new Error(`Two effects are called ${double}.`);
}
