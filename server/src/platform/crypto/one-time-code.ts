import { createHmac, type KeyObject } from 'node:crypto';

/** Crockford’s: without I, L, O and U, which are misread or mistaken for a word. 32 divides 256, so each is as likely. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const symbols = 12;
const written = new RegExp(`^[${alphabet}]{${symbols}}$`);

/** `XXXX-XXXX-XXXX`, 60 bits. It is derived, not stored: a stolen database opens nothing, and a mail tried again says the same. */
export function codeOf(codeId: string, key: KeyObject): string {
  const bytes = createHmac('sha256', key).update(codeId).digest().subarray(0, symbols);
  return grouped([...bytes].map((byte) => alphabet[byte % alphabet.length]).join(''));
}

/** What was typed, as the code is written: in any case, with O for 0 and I or L for 1. null when it can be none. */
export function readCode(typed: string): string | null {
  const bare = typed
    .toUpperCase()
    .replace(/[\s–-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return written.test(bare) ? grouped(bare) : null;
}

/** By what a code is found. Keyed, for 60 bits alone could be tried one by one. */
export function codeHash(code: string, key: KeyObject): string {
  return createHmac('sha256', key).update(`found by ${code}`).digest('base64url');
}

function grouped(bare: string): string {
  return (bare.match(/.{4}/g) ?? []).join('-');
}
