import { createStore } from '../store';

/** What has not reached the server from this device, in all its tabs, for the person who is signed in. */
export interface DeviceQueue {
  /** it is on the disk and outlives this page */
  durable: boolean;
  /** `label` is null for a register this device does not know by name */
  registers: readonly { id: string; label: string | null; waiting: number; refused: number }[];
}

export const emptyQueue: DeviceQueue = { durable: true, registers: [] };

/** Platform does not know what a register is: whoever keeps the queue sets this. */
export const deviceQueue = createStore<DeviceQueue>(emptyQueue);

export function totalsOf({ registers }: DeviceQueue): { waiting: number; refused: number } {
  return {
    waiting: registers.reduce((sum, { waiting }) => sum + waiting, 0),
    refused: registers.reduce((sum, { refused }) => sum + refused, 0),
  };
}
