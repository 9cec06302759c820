import { createHash, randomBytes } from 'node:crypto';
import type { ClientSession } from 'mongoose';
import { newId } from '../../platform/database/connect';
import type { Cookies, PublicContext } from '../../platform/http/context';
import { DeviceModel, deviceLifetimeMs } from './access.model';
import type { Person } from './person.model';

type Owner = Pick<Person, '_id' | 'districtId'>;

/** The browser that asks, by a cookie it keeps for long; one that has none is given one. @returns what it is known by here */
export function deviceOf({ cookies }: PublicContext): string {
  const id = heldId(cookies) ?? randomBytes(32).toString('base64url');
  // browsers keep a cookie 400 days at most: each sign-in begins them anew
  cookies.set('device', id, { path: '/api/v1', maxAgeMs: deviceLifetimeMs });
  return hashOf(id);
}

/** What the browser that asks is known by, if the person has signed in with it before; else null. */
export async function knownDevice(
  { cookies }: PublicContext,
  { _id: personId }: Owner,
): Promise<string | null> {
  const id = heldId(cookies);
  const device = { personId, deviceHash: hashOf(id ?? '') };
  return id !== null && (await DeviceModel.exists(device)) !== null ? device.deviceHash : null;
}

function heldId(cookies: Cookies): string | null {
  const held = cookies.get('device') ?? '';
  return /^[\w-]{43}$/.test(held) ? held : null;
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}

/** Whether the person has signed in with it before; if so, it has been seen once more. */
export async function seenAgain(person: Owner, deviceHash: string): Promise<boolean> {
  const { matchedCount } = await DeviceModel.updateOne(
    { personId: person._id, deviceHash },
    { $set: { lastAt: new Date() } },
  );
  return matchedCount > 0;
}

/** @returns whether the person had another one before */
export async function addDevice(
  person: Owner,
  { deviceHash, userAgent }: { deviceHash: string; userAgent: string },
  session: ClientSession,
): Promise<boolean> {
  const other = await DeviceModel.exists({ personId: person._id }).session(session);
  const now = new Date();
  await DeviceModel.updateOne(
    { personId: person._id, deviceHash },
    {
      $set: { lastAt: now },
      $setOnInsert: { _id: newId(), districtId: person.districtId, userAgent, firstAt: now },
    },
    { upsert: true, session },
  );
  return other !== null;
}
