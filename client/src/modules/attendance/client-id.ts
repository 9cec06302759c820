import { uuid } from '../../platform/uuid';

const keyOf = (personId: string): string => `quad-client-${personId}`;

/** One for all tabs of a person on this device: what it did itself it has seen. */
export function clientIdOf(personId: string): string {
  return localStorage.getItem(keyOf(personId)) ?? newClientId(personId);
}

/** Whether something of theirs may wait on this device, also when they may do nothing of the kind any more. */
export function hasWorkedHere(personId: string): boolean {
  return localStorage.getItem(keyOf(personId)) !== null;
}

/** The disk was made anew, and n with it: what was done with another disk was done on another device. */
export function onFreshDisk(personId: string): void {
  const key = `${keyOf(personId)}-disk`;
  const known = localStorage.getItem(key);
  const clientId = known === clientIdOf(personId) ? newClientId(personId) : clientIdOf(personId);
  localStorage.setItem(key, clientId);
}

function newClientId(personId: string): string {
  const clientId = uuid();
  localStorage.setItem(keyOf(personId), clientId);
  return clientId;
}
