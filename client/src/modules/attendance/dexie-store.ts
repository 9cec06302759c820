import {
  isAfter,
  unsettledIn,
  withAck,
  withRefusal,
  type KeptAction,
  type KeptRegister,
  type Unsettled,
} from '@quad/shared/attendance';
import { Dexie, type EntityTable } from 'dexie';
import { onFreshDisk } from './client-id';
import type { PersonalStore } from './device-db';

type RegisterRow = KeptRegister & { id: string; date: string };

/** Registers of days further back are on the device only while something waits in them. */
const daysKept = 14;

/** What one person has on this device. Its name is the person's: nobody else's session opens it. */
class DeviceDb extends Dexie {
  declare actions: EntityTable<KeptAction, 'n'>;
  declare registers: EntityTable<RegisterRow, 'id'>;

  constructor(personId: string) {
    // a phone whose battery dies in the next second has the mark on its disk
    super(`quad-${personId}`, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ actions: '++n, registerId, action.mid', registers: 'id, date' });
    this.on('populate', () => onFreshDisk(personId));
  }
}

export function dexieStore(personId: string): PersonalStore {
  const db = new DeviceDb(personId);
  const change = (mids: readonly string[], to: (row: KeptAction) => KeptAction): Promise<void> =>
    db.transaction('rw', db.actions, async () => {
      const rows = await db.actions.where('action.mid').anyOf(mids).toArray();
      await db.actions.bulkPut(rows.map(to));
    });
  return {
    actions: async (registerId) =>
      (await db.actions.where({ registerId }).sortBy('n')).map((row) => ({
        ...row,
        action: { ...row.action, n: row.n },
      })),
    add: (made) => db.actions.add(made),
    ack: (_registerId, acks) => {
      const byMid = new Map(acks.map((ack) => [ack.mid, ack]));
      return change([...byMid.keys()], (row) => {
        const ack = byMid.get(row.action.mid);
        return ack === undefined ? row : withAck(row, ack);
      });
    },
    refuse: (_registerId, refused) => change(refused.mids, (row) => withRefusal(row, refused)),
    forget: async (_registerId, mids) => {
      await db.actions.where('action.mid').anyOf(mids).delete();
    },
    unsettled: () => unsettled(db),
    register: async (registerId) => (await db.registers.get(registerId)) ?? null,
    keep: ({ snapshot, names }) =>
      db.transaction('rw', db.registers, db.actions, async () => {
        const { id, date } = snapshot;
        const before = await db.registers.get(id);
        if (before !== undefined && isAfter(before.snapshot, snapshot)) return;
        if (before === undefined) await forgetLongPast(db, date);
        await db.registers.put({ id, date, snapshot, names });
      }),
    forgetRegisters: async () => {
      await db.registers
        .where('id')
        .noneOf(await unsettledIds(db))
        .delete();
    },
  };
}

async function unsettled(db: DeviceDb): Promise<Unsettled[]> {
  return unsettledIn(await db.actions.toArray());
}

async function unsettledIds(db: DeviceDb): Promise<string[]> {
  return (await unsettled(db)).map(({ registerId }) => registerId);
}

async function forgetLongPast(db: DeviceDb, date: string): Promise<void> {
  const before = new Date(Date.parse(date) - daysKept * 86_400_000).toISOString().slice(0, 10);
  const old = await db.registers.where('date').below(before).primaryKeys();
  if (old.length === 0) return;
  const waiting = new Set(await unsettledIds(db));
  await db.registers.bulkDelete(old.filter((id) => !waiting.has(id)));
}
