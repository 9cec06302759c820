import { uuid } from '../../platform/uuid';

const keyOf = (personId: string): string => `quad-client-${personId}`;

/** One for all tabs of a person on this device: what it did itself it has seen. */
export function clientIdOf(personId: string): string {
  return localStorage.getItem(keyOf(personId)) ?? renewClientId(personId);
}

/** Whether something of theirs may wait on this device, also when they may do nothing of the kind any more. */
export function hasWorkedHere(personId: string): boolean {
  return localStorage.getItem(keyOf(personId)) !== null;
}

export function renewClientId(personId: string): string {
  const clientId = uuid();
  localStorage.setItem(keyOf(personId), clientId);
  return clientId;
}
