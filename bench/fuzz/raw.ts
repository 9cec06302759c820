import type { Sender } from './send';

const head = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
const api = '/api/v1/session';
const host = 'Host: quad';
const json = 'Content-Type: application/json';

/** What is no HTTP, or hardly: bytes that Node's client would never send. */
const broken: Buffer[] = [
  head([`POST ${api} HTTP/1.1`, host, json, 'Content-Length: 5000']),
  head([`POST ${api} HTTP/1.1`, host, json, 'Content-Length: 2', 'Content-Length: 20']),
  head([`POST ${api} HTTP/1.1`, host, json, 'Content-Length: -1']),
  head([`POST ${api} HTTP/1.1`, host, json, 'Content-Length: 1e3']),
  head([`POST ${api} HTTP/1.1`, host, json, 'Content-Length: 4', 'Transfer-Encoding: chunked']),
  Buffer.concat([
    head([`POST ${api} HTTP/1.1`, host, json, 'Transfer-Encoding: chunked']),
    Buffer.from('zz\r\n{}\r\n'),
  ]),
  Buffer.concat([
    head([`POST ${api} HTTP/1.1`, host, json, 'Transfer-Encoding: chunked']),
    Buffer.from('fffffffff\r\n{}'),
  ]),
  head([`POST ${api} HTTP/1.1`, host, json, 'Transfer-Encoding: xchunked']),
  Buffer.concat([
    head([`POST ${api} HTTP/1.1`, host, json, 'Content-Length: 2']),
    Buffer.from('{}GET /api/v1/me HTTP/1.1\r\nHost: quad\r\n\r\n'),
  ]),
  head([`GET /api/v1/me\u0000 HTTP/1.1`, host]),
  head([`GET /api/v1/../../server/package.json HTTP/1.1`, host]),
  head([`GET /assets/..%2f..%2f..%2fpackage.json HTTP/1.1`, host]),
  head([`GET /assets/..\\..\\package.json HTTP/1.1`, host]),
  head([`GET /%2e%2e/%2e%2e/secrets.json HTTP/1.1`, host]),
  head([`GET //evil.example/%2f.. HTTP/1.1`, host]),
  head([`GET http://evil.example/api/v1/me HTTP/1.1`, host]),
  head([`GET * HTTP/1.1`, host]),
  head([`OPTIONS * HTTP/1.1`, host]),
  head([`CONNECT quad:443 HTTP/1.1`, host]),
  head([`GET /api/v1/${'x'.repeat(20_000)} HTTP/1.1`, host]),
  head([`GET /api/v1/me HTTP/1.1`, host, `X: ${'y'.repeat(20_000)}`]),
  head([`GET /api/v1/me HTTP/1.1`, host, ...Array.from({ length: 3_000 }, (_, n) => `X-${n}: 1`)]),
  head([`GET /api/v1/me HTTP/1.1`]),
  head([`GET /api/v1/me HTTP/1.1`, 'Host: a', 'Host: b']),
  head([`GET /api/v1/me HTTP/9.9`, host]),
  head([`GET /api/v1/me HTTP/1.1`, host, 'Cookie: quad_access=\u0001\u00ff; quad_access=']),
  head([`GET /api/v1/me HTTP/1.1`, host, ' folded: yes']),
  head([
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
    host,
    'Upgrade: websocket',
    'Connection: Upgrade',
  ]),
  head(['GET /socket.io/?EIO=4&transport=polling HTTP/1.1', host]),
  head(['GET /socket.io/?EIO=99&transport=%00&sid=../.. HTTP/1.1', host]),
  head(['POST /socket.io/?EIO=4&transport=polling&sid=x HTTP/1.1', host, 'Content-Length: 2']),
  head(['GET /socket.io/../../server/package.json HTTP/1.1', host]),
  Buffer.from('\u0016\u0003\u0001\u0002\u0000', 'latin1'),
  Buffer.from('\r\n\r\n\r\n'),
  Buffer.alloc(70_000, 0x41),
];

/** Sends every one of them. @returns what each was answered that it should not have been */
export async function sendBroken(
  sender: Sender,
): Promise<{ count: number; faults: { sent: string; answer: string }[] }> {
  const faults: { sent: string; answer: string }[] = [];
  for (const bytes of broken) {
    const answer = await sender.raw(bytes);
    const wrong = /^HTTP\/1\.1 5(?!05)\d\d|"name": ?"@?quad|operatorKey|\n\s+at \S+ \(/m.test(answer);
    if (wrong) faults.push({ sent: bytes.subarray(0, 200).toString('latin1'), answer: answer.slice(0, 400) });
  }
  return { count: broken.length, faults };
}
