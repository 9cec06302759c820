import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { Refusal } from './refusal.mjs';

const dayMs = 86_400_000;
/** browsers take no certificate that holds for longer */
const heldDays = 397;
const renewedBeforeMs = 30 * dayMs;

/** This machine's own IPv4 addresses in its networks, the one others most likely reach first. */
export function lanAddresses(interfaces = networkInterfaces()) {
  const found = Object.values(interfaces).flatMap((each) =>
    (each ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address),
  );
  if (found.length === 0)
    throw new Refusal('This machine is in no network: connect it to one, or start without --lan.');
  const isPrivate = (address) => /^(192\.168|10|172\.(1[6-9]|2\d|3[01]))\./.test(address);
  return found.toSorted((a, b) => Number(isPrivate(b)) - Number(isPrivate(a)));
}

/**
 * A certificate of our own making for these addresses, kept in the data folder; made anew when they change or it is about to expire.
 * It vouches for this server only: whoever steals its key cannot make others with it.
 * @returns {Promise<{cert: string, key: string, fingerprint: string}>} two files, and what a browser shows of the certificate
 */
export async function ensureCertificate(dataDir, addresses, now = Date.now()) {
  const dir = join(dataDir, 'tls');
  const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  if (!existsSync(cert) || !existsSync(key) || !holds(readFileSync(cert), addresses, now)) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const made = await make(addresses, now);
    writeFileSync(key, made.private, { mode: 0o600 });
    writeFileSync(cert, made.cert, { mode: 0o600 });
  }
  return { cert, key, fingerprint: new X509Certificate(readFileSync(cert)).fingerprint256 };
}

function holds(pem, addresses, now) {
  const certificate = new X509Certificate(pem);
  const lasts = certificate.validToDate ?? new Date(certificate.validTo);
  return (
    lasts.getTime() - now > renewedBeforeMs &&
    addresses.every((address) => certificate.checkIP(address) !== undefined)
  );
}

async function make(addresses, now) {
  // a package: there is none before the first start has installed them
  const { generate } = await import('selfsigned');
  return generate([{ name: 'commonName', value: 'Quad' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + (heldDays - 1) * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...['localhost', hostname()].map((value) => ({ type: 2, value })),
          ...[...addresses, '127.0.0.1'].map((ip) => ({ type: 7, ip })),
        ],
      },
    ],
  });
}
