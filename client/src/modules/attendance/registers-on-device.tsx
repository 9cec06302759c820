import { attendanceContract } from '@quad/shared/attendance';
import { wallClock } from '@quad/shared/platform';
import { useEffect } from 'react';
import { call } from '../../platform/api';
import { useCan } from '../../platform/can';
import { useNow } from '../../platform/clock';
import { useReconnected } from '../../platform/live';
import { signedInAs, useMe } from '../../platform/session';
import { leading } from '../../platform/tabs';
import { deviceStore } from './device-db';
// sends what waits on this device, on whichever page somebody is
import './workbenches';
import { noteQueue } from './note-queue';
import { workbenchOf } from './workbenches';

/** Sends what an earlier visit left on this device, and has the next registers there for when there is no network. Shows nothing. */
export function RegistersOnDevice() {
  const { personId } = useMe();
  const takesRegisters = useCan('class:own');
  useEffect(() => {
    void workbenchOf(personId).start();
    noteQueue(personId, deviceStore(personId));
  }, [personId]);
  return takesRegisters ? <NextRegisters /> : null;
}

const seldomMs = 3 * 60_000;
const atStartMs = 2_000;
/** after a restart of the server everybody comes back at once; nobody waits for these */
const spreadMs = 10_000;

function NextRegisters() {
  const { personId, clock: known } = useMe();
  const { date } = wallClock(useNow(), known.timeZone);
  useEffect(() => {
    const soon = (): void => bringSoon({ personId, date }, atStartMs);
    soon();
    return leading.subscribe(soon);
  }, [personId, date]);
  useReconnected(() => bringSoon({ personId, date }, spreadMs));
  return null;
}

interface Wanted {
  personId: string;
  date: string;
}

let timer: ReturnType<typeof setTimeout> | undefined;
let wanted: Wanted | undefined;
let last = { at: -Infinity, of: '' };

function bringSoon(what: Wanted, within: number): void {
  wanted = what;
  timer ??= setTimeout(() => {
    timer = undefined;
    if (wanted !== undefined) void bring(wanted);
  }, Math.random() * within);
}

async function bring({ personId, date }: Wanted): Promise<void> {
  const of = `${personId} ${date}`;
  const isFresh = last.of === of && performance.now() - last.at < seldomMs;
  // one tab brings them for all
  if (!leading.get() || signedInAs.get() !== personId || isFresh) return;
  last = { at: performance.now(), of };
  // what does not come now comes after the next reconnect
  await bringRegisters(personId).catch(() => (last.of = ''));
}

/** One question, however many registers. Rejects where the server gives no answer, or the device keeps nothing. */
async function bringRegisters(personId: string): Promise<void> {
  const { registers } = await call(attendanceContract.myRegisters, {});
  const store = deviceStore(personId);
  for (const { snapshot, names } of registers) await store.keep({ snapshot, names });
}
