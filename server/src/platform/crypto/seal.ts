import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyRing } from '../config/key-ring';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Something that must be read again, under the current key. @param owner whose it is: under another's id it does not open */
export function seal(plain: Uint8Array, owner: string, ring: KeyRing): { sealed: string; keyId: string } {
  const { id: keyId, seal: key } = ring.current;
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(
    Buffer.from(owner),
  );
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url'), keyId };
}

/** @throws Error when the key is gone, or what was sealed was changed or belongs to another */
export async function unseal(
  { sealed, keyId }: { sealed: string; keyId: string },
  owner: string,
  ring: KeyRing,
): Promise<Buffer> {
  const keys = await ring.find(keyId);
  if (keys === undefined) throw new Error(`the key ${keyId} no longer stands`);
  const bytes = Buffer.from(sealed, 'base64url');
  const nonce = bytes.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, keys.seal, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
}
