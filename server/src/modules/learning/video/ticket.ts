import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { KeyRing } from '../../../platform/config/key-ring';

/** Whom an address of a video's parts is made out to, and why they may. */
export interface Ticket {
  videoId: string;
  /** null: whoever makes the course looks at it */
  lessonId: string | null;
  courseId: string;
  personId: string;
  /** real time, s */
  expires: number;
}

const windowSeconds = 6 * 3_600;
const idHex = 24;
const nobody = '0'.repeat(idHex);

/** Ends six to twelve hours from now, and at the same moment for six hours: an address that stays the same is kept by the browser. */
export function expiryAt(now: number): number {
  return (Math.floor(now / 1_000 / windowSeconds) + 2) * windowSeconds;
}

export function sealTicket(
  { videoId, lessonId, courseId, personId, expires }: Ticket,
  keys: KeyRing,
): string {
  const ids = [videoId, lessonId ?? nobody, courseId, personId].join('');
  const payload = Buffer.from(ids + expires.toString(16).padStart(8, '0'), 'hex').toString('base64url');
  return `${payload}.${mac(payload, keys.current.media)}`;
}

/** What it says, or null for one that nobody here made, or that has ended. @param now real time, ms */
export function openTicket(text: string, keys: KeyRing, now: number): Ticket | null {
  const [payload = '', given = ''] = text.split('.');
  const isOurs = keys.all.some(({ media }) => isSame(mac(payload, media), given));
  if (!isOurs) return null;
  const hex = Buffer.from(payload, 'base64url').toString('hex');
  const [videoId = '', lessonId = '', courseId = '', personId = ''] = hex.match(/.{24}/g) ?? [];
  const expires = Number.parseInt(hex.slice(4 * idHex), 16);
  if (expires * 1_000 <= now) return null;
  return { videoId, lessonId: lessonId === nobody ? null : lessonId, courseId, personId, expires };
}

function mac(payload: string, key: KeyObject): string {
  return createHmac('sha256', key).update(payload).digest('base64url');
}

function isSame(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
