/** What a load is asked to do: so many lanes at once, for so long. `plan` is the load's own affair. */
export interface LoadRequest<P> {
  load: string;
  plan: P;
  lanes: number;
  seconds: number;
}

export interface LoadResult {
  done: number;
  seconds: number;
  /** ms, of one piece of work */
  p50: number;
  p95: number;
  p99: number;
}

/** One of those who work at the same time: does one piece of work and then may be asked again. */
export type Lane = () => Promise<void>;

/** Deals the things to be worked on out to so many lanes; each lane takes its own in turn, so that they all age alike. */
export function inTurn(work: readonly Lane[], lanes: number): Lane[] {
  return Array.from({ length: lanes }, (_, lane) => {
    const own = work.filter((_work, place) => place % lanes === lane);
    let turn = 0;
    return async () => {
      await own[turn++ % own.length]?.();
    };
  });
}

/** Gets everything ready, which is not measured, and hands over the lanes. */
export type Load<P> = (plan: P, lanes: number) => Promise<{ lanes: Lane[]; close(): Promise<void> | void }>;

/** Keeps every lane busy for `seconds`. Each waits for its answer before it goes on, as a teacher does. */
export async function drive(lanes: readonly Lane[], seconds: number): Promise<LoadResult> {
  const took: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1_000;
  await Promise.all(
    lanes.map(async (work) => {
      for (let start = performance.now(); start < until;) {
        await work();
        const end = performance.now();
        took.push(end - start);
        start = end;
      }
    }),
  );
  const elapsed = (performance.now() - began) / 1_000;
  took.sort((a, b) => a - b);
  return {
    done: took.length,
    seconds: elapsed,
    p50: percentile(took, 50),
    p95: percentile(took, 95),
    p99: percentile(took, 99),
  };
}

/** The value that `percent` of the values do not exceed (nearest rank). @param sorted ascending */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}
