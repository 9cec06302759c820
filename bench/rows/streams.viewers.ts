import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../support/load';

/** Somebody in front of a film. */
export interface Viewer {
  cookie: string;
  /** address of the rendition, relative to the server */
  film: string;
  /** where beats go, or null where nobody counts them */
  beats: string | null;
  viewing: number;
}

export interface Watching {
  server: string;
  viewers: Viewer[];
  segments: { offset: number; length: number }[];
  seconds: number;
  /** real: a segment each four seconds, two ahead; fast: the next as soon as one is there, by so many at once */
  pace: 'real' | { lanes: number };
}

export interface Watched {
  segments: number;
  bytes: number;
  /** segments that came after their moment: the picture stood still */
  stalls: number;
  errors: number;
  seconds: number;
  /** ms until a segment was there whole */
  p50: number;
  p95: number;
  p99: number;
  beats: number;
  beatP95: number;
}

const segmentMs = 4_000;
const ahead = 2;
const beatEveryMs = 30_000;
/** Nobody begins at the same moment. */
const arriveWithinMs = 8_000;

/** Runs as a process of its own: `fork` it and send what is to be watched. */
process.once('disconnect', () => process.exit());
process.on('message', (watching: Watching) => {
  void watch(watching).then((watched) => process.send?.(watched));
});

async function watch({ server, viewers, segments, seconds, pace }: Watching): Promise<Watched> {
  const agent = new Agent({ keepAlive: true, maxSockets: pace === 'real' ? Infinity : pace.lanes });
  const took: number[] = [];
  const beatTook: number[] = [];
  const count = { bytes: 0, stalls: 0, errors: 0 };
  const began = performance.now();
  const until = began + seconds * 1_000 + (pace === 'real' ? arriveWithinMs : 0);

  const fetch = async ({ film, cookie }: Viewer, n: number): Promise<void> => {
    const part = segments[n % segments.length] ?? { offset: 0, length: 1 };
    const range = `bytes=${part.offset}-${part.offset + part.length - 1}`;
    const start = performance.now();
    const answer = await ask(agent, { url: new URL(film, server), headers: { cookie, range } });
    took.push(performance.now() - start);
    count.bytes += answer.bytes;
    if (answer.status !== 206 || answer.bytes !== part.length) count.errors += 1;
  };
  const beat = async ({ beats, cookie, viewing }: Viewer, from: number, to: number): Promise<void> => {
    if (beats === null) return;
    const start = performance.now();
    const played = [[from, Math.min(120, to)]];
    const body = JSON.stringify({ viewing, played, position: Math.min(120, to), playing: true });
    const headers = { cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const { status } = await ask(agent, { url: new URL(beats, server), headers, body });
    beatTook.push(performance.now() - start);
    if (status !== 200) count.errors += 1;
  };
  /** Plays from the first segment that is there; what comes late is waited for, and played then. */
  const play = async (viewer: Viewer, place: number): Promise<void> => {
    const first = place % segments.length;
    await sleep((arriveWithinMs * place) / viewers.length);
    let playsFrom = 0;
    let said = first * 4;
    let nextBeat = performance.now() + beatEveryMs * ((place % 97) / 97);
    for (let k = 0; performance.now() < until; k++) {
      const due = playsFrom + k * segmentMs;
      if (k > ahead) await sleep(Math.max(0, due - ahead * segmentMs - performance.now()));
      if (performance.now() >= until) break;
      await fetch(viewer, first + k).catch(() => (count.errors += 1));
      const now = performance.now();
      if (k === 0) playsFrom = now;
      else if (now > due) {
        count.stalls += 1;
        playsFrom += now - due;
      }
      if (now < nextBeat) continue;
      nextBeat += beatEveryMs;
      const at = Math.floor(first * 4 + (now - playsFrom) / 1_000);
      await beat(viewer, said, at).catch(() => (count.errors += 1));
      said = at;
    }
  };
  const rush = async (lane: number): Promise<void> => {
    for (let n = lane; performance.now() < until; n += 7) {
      const viewer = viewers[n % viewers.length];
      if (viewer !== undefined) await fetch(viewer, n).catch(() => (count.errors += 1));
    }
  };
  await Promise.all(
    pace === 'real' ? viewers.map(play) : Array.from({ length: pace.lanes }, (_, lane) => rush(lane)),
  );
  agent.destroy();
  for (const times of [took, beatTook]) times.sort((a, b) => a - b);
  const [p50 = 0, p95 = 0, p99 = 0] = [50, 95, 99].map((percent) => percentile(took, percent));
  const passed = (performance.now() - began) / 1_000;
  const beats = { beats: beatTook.length, beatP95: beatTook.length === 0 ? 0 : percentile(beatTook, 95) };
  return { segments: took.length, ...count, seconds: passed, p50, p95, p99, ...beats };
}

function ask(
  agent: Agent,
  { url, headers, body }: { url: URL; headers: Record<string, string | number>; body?: string },
): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers, method: body === undefined ? 'GET' : 'POST' }, (answer) => {
      let bytes = 0;
      answer.on('data', (piece: Buffer) => (bytes += piece.length));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes }));
      answer.on('error', reject);
    });
    sent.setTimeout(30_000, () => sent.destroy(new Error('no answer within 30 s')));
    sent.on('error', reject);
    sent.end(body);
  });
}
