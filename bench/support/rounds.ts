import { median, type LoadResult } from './load';
import type { LoadProcess } from './load-process';

const contenders = ['ours', 'floor', 'naive'] as const;
type Contender = (typeof contenders)[number];
/** A figure of each contender: the median of its rounds. */
export type Medians = Record<Contender, { perSecond: number; p50: number; p95: number; p99: number }>;

/**
 * Measures the contenders in turn, several rounds, each round beginning with another: what disturbs the machine for a while
 * disturbs all of them. A first round is not counted; compilers and caches warm up in it.
 */
export async function alternate<P>(
  process: LoadProcess<P>,
  measurement: { lanes: number; seconds: number; rounds: number; planFor: (round: number) => P },
): Promise<Medians> {
  const { lanes, seconds, rounds, planFor } = measurement;
  const results: Record<Contender, LoadResult[]> = { ours: [], floor: [], naive: [] };
  for (let round = 0; round <= rounds; round++) {
    const order = contenders.map((_, place) => contenders[(place + round) % contenders.length] ?? 'ours');
    for (const load of order) {
      const warmingUp = round === 0;
      const result = await process.run({
        load,
        plan: planFor(round),
        lanes,
        seconds: warmingUp ? seconds / 2 : seconds,
      });
      if (!warmingUp) results[load].push(result);
    }
  }
  const of = (contender: Contender) => {
    const all = results[contender];
    const middle = (figure: (result: LoadResult) => number): number => median(all.map(figure));
    return {
      perSecond: middle((r) => r.done / r.seconds),
      p50: middle((r) => r.p50),
      p95: middle((r) => r.p95),
      p99: middle((r) => r.p99),
    };
  };
  return { ours: of('ours'), floor: of('floor'), naive: of('naive') };
}
