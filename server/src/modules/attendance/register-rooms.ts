import type { LiveServer } from '../../platform/realtime/live-server';

/** The room of those who have a register open. */
const prefix = 'register:';

export function registerRoom(registerId: string): string {
  return prefix + registerId;
}

/** The register a room is about; null for rooms of other things. */
export function registerOf(room: string): string | null {
  return room.startsWith(prefix) ? room.slice(prefix.length) : null;
}

/** Ids of the registers somebody has open on this process. */
export function openRegisters(live: LiveServer): string[] {
  return live.rooms(prefix).flatMap((room) => registerOf(room) ?? []);
}
