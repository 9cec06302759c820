import { uuid } from '../../platform/uuid';

const keyOf = (personId: string): string => `quad-client-${personId}`;

/** One for all tabs of a person on this device: what it did itself it has seen. */
export function clientIdOf(personId: string): string {
  return localStorage.getItem(keyOf(personId)) ?? renewClientId(personId);
}

export function renewClientId(personId: string): string {
  const clientId = uuid();
  localStorage.setItem(keyOf(personId), clientId);
  return clientId;
}
