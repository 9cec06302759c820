import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered, Look, Order } from './crew';
import { Devices } from './devices';

/** The inside of a crew: many devices in one process, driven by orders over IPC. */
let devices: Devices | null = null;

process.once('disconnect', () => process.exit());
process.on('message', ({ id, order }: { id: number; order: Order }) => {
  const answer = (answered: Omit<Answered, 'id'>): void => void process.send?.({ id, ...answered });
  obey(order).then(
    (result) => answer({ result }),
    (error: unknown) =>
      answer({ problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

async function obey(order: Order): Promise<Look | undefined> {
  if (order.do === 'board') {
    devices = new Devices(order);
    await devices.board();
    return undefined;
  }
  if (devices === null) throw new Error('nobody is on board');
  switch (order.do) {
    case 'turn':
      await devices.turn(order.day);
      return undefined;
    case 'go':
      devices.go();
      return undefined;
    case 'quiet':
      devices.quiet();
      return undefined;
    case 'stir':
      await devices.stir(order);
      return undefined;
    case 'watch':
      while (devices.lastAnswered < order.since) await sleep(5);
      return undefined;
    case 'look':
      return devices.look();
    case 'finish':
      await devices.finish();
      return undefined;
  }
}
