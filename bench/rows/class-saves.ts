import { say } from '../../deploy/local/say.mjs';
import { startLoadProcess } from '../support/load-process';
import { alternate } from '../support/rounds';
import type { Stage } from '../support/stage';
import type { SavePlan } from './class-saves.load';
import { schoolDays, teachersAtWork } from './class-saves.school';
import type { Figure, Row } from './row';

const lanes = 32;
const rounds = 3;
const seconds = { together: 6, alone: 3 };
/** School days a round needs, so that no register gets more than some twenty entries: nobody saves a class hundreds of times. */
const days = { together: 16, alone: 2 };

const goal = { perSecond: 500, ofFloor: 0.35, aloneMs: 8 };

/** A teacher saves a class: 30 marks in one action, durable on disk before the answer. */
export const classSaves: Row = {
  name: 'class-saves',
  async measure(stage: Stage): Promise<Figure[]> {
    const teachers = await teachersAtWork(stage, lanes);
    const { server, mongodbUri } = stage;
    const process = startLoadProcess<SavePlan>(new URL('./class-saves.load.ts', import.meta.url));
    try {
      const planFor =
        (first: number, count: number) =>
        (round: number): SavePlan => {
          const from = first + round * count;
          return { server: server.href, mongodbUri, teachers, days: schoolDays.slice(from, from + count) };
        };
      say(
        `Saving classes, ${lanes} at once: ${rounds} rounds of ${seconds.together} s each for ours, the floor and the naive form.`,
      );
      const together = await alternate(process, {
        lanes,
        seconds: seconds.together,
        rounds,
        planFor: planFor(0, days.together),
      });
      say(`Saving classes, one at a time: ${rounds} rounds of ${seconds.alone} s.`);
      const alone = await alternate(process, {
        lanes: 1,
        seconds: seconds.alone,
        rounds,
        planFor: planFor((rounds + 1) * days.together, days.alone),
      });
      return figures(together, alone);
    } finally {
      await process.stop();
    }
  },
};

type Medians = Awaited<ReturnType<typeof alternate>>;

function figures(together: Medians, alone: Medians): Figure[] {
  const { ours, floor, naive } = together;
  const met = ours.perSecond >= goal.perSecond && ours.perSecond >= goal.ofFloor * floor.perSecond;
  return [
    {
      ...{
        what: `class saves over HTTP, ${lanes} at once`,
        unit: 'classes/s',
        digits: 0,
        seconds: seconds.together,
      },
      ...{ ours: ours.perSecond, floor: floor.perSecond, naive: naive.perSecond },
      goal: { text: `≥ ${goal.perSecond} and ≥ ${goal.ofFloor * 100} % of floor`, met },
      others: 'measured here: RosarioSIS 19, a MERN school app 12–19',
    },
    {
      ...{ what: `the slowest 5 % of these take`, unit: 'ms', digits: 1, seconds: seconds.together },
      ...{ ours: ours.p95, floor: floor.p95, naive: naive.p95 },
      others: 'RosarioSIS 1,800, the MERN app 2,000–3,000',
    },
    {
      ...{ what: 'a class save, one at a time (median)', unit: 'ms', digits: 1, seconds: seconds.alone },
      ...{ ours: alone.ours.p50, floor: alone.floor.p50, naive: alone.naive.p50 },
      goal: { text: `≤ ${goal.aloneMs} ms`, met: alone.ours.p50 <= goal.aloneMs },
      others: 'both about 100',
    },
  ];
}
