import { errorCodes, problem } from '@quad/shared/platform';
import type { Answered } from './send';

const slowMs = 20_000;
/** What Node answers by itself, without a body: no sense in the bytes, too slow, too long a body or head, an unknown expectation. */
const beforeUs = [400, 408, 413, 417, 431];
/** What only the inside knows: stacks, paths, drivers, hashes. */
const inside = new RegExp(
  [
    '\\n\\s+at \\S+ \\(|\\.(?:ts|js|mjs|cjs):\\d+:\\d+|node_modules|/server/(?:dist|src)/',
    'MongoServerError|MongoError|E11000|CastError|StrictModeError|BSONError|mongoose|ZodError|TypeError|RangeError',
    'passwordHash|refreshKey|accessKey|operatorKey|\\$2[aby]\\$\\d\\d\\$|ECONNREFUSED',
  ].join('|'),
);

/** What is wrong with an answer whoever asked, in one sentence; null when nothing is. */
export function faultIn(
  { status, headers, text, ms }: Answered,
  method: string,
  sent: string,
): string | null {
  if (status === 503 && headers['retry-after'] !== undefined) return null;
  if (status >= 500) return `answered ${status}`;
  if (ms > slowMs) return `took ${Math.round(ms / 1000)} s`;
  const leak = inside.exec(text)?.[0];
  if (leak !== undefined && !sent.includes(leak.trim())) return `tells of the inside: ${leak.trim()}`;
  if (status < 400 || method === 'HEAD' || (beforeUs.includes(status) && text === '')) return null;
  return faultInProblem(status, headers['content-type'], text);
}

function faultInProblem(status: number, type: string | undefined, text: string): string | null {
  if (type?.startsWith('application/problem+json') !== true)
    return `${status} as ${type ?? 'nothing'} and not as a problem`;
  let parsed;
  try {
    parsed = problem.safeParse(JSON.parse(text));
  } catch {
    return `a problem that is no JSON`;
  }
  if (!parsed.success) return 'a problem that does not fit its shape';
  const { code } = parsed.data;
  if (!(code in errorCodes)) return `the unknown code ${code}`;
  const known = errorCodes[code as keyof typeof errorCodes];
  return known.status === status ? null : `${code} with ${status}`;
}
