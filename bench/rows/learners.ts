import { MongoClient } from 'mongodb';
import { say } from '../../deploy/local/say.mjs';
import { startLoadProcess } from '../support/load-process';
import { alternate } from '../support/rounds';
import type { Stage } from '../support/stage';
import { step } from '../support/step';
import { teachersAtWork } from './class-saves.school';
import type { LearnersPlan } from './learners.load';
import { seedLearners } from './learners.seed';
import type { Figure, Row } from './row';

const learners = 50_000;
const rounds = 3;
const seconds = 5;
const goalMs = 200;

/** A teacher looks at a course of 50,000 learners: any sort, any page, any risk, each with its counts. */
export const learnersOfCourse: Row = {
  name: 'learners',
  async measure(stage: Stage): Promise<Figure[]> {
    const [teacher] = await teachersAtWork(stage, 1);
    if (teacher === undefined) throw new Error('nobody teaches');
    const { server, mongodbUri } = stage;
    const client = await MongoClient.connect(mongodbUri);
    const courseId = await step(`Enrolling ${learners} learners in one course`, () =>
      seedLearners(client.db(), teacher, learners),
    ).finally(() => client.close());
    const process = startLoadProcess<LearnersPlan>(new URL('./learners.load.ts', import.meta.url));
    try {
      say(
        `Reading lists, one at a time: ${rounds} rounds of ${seconds} s for ours, the floor and the naive form.`,
      );
      const { ours, floor, naive } = await alternate(process, {
        ...{ lanes: 1, seconds, rounds },
        planFor: () => ({ server: server.href, mongodbUri, cookie: teacher.cookie, courseId }),
      });
      const figure = (what: string, of: 'p50' | 'p95') => ({
        ...{ what, unit: 'ms', digits: 1, seconds },
        ...{ ours: ours[of], floor: floor[of], naive: naive[of] },
      });
      return [
        {
          ...figure(`${learners} learners of a course listed and sorted, 95 % within`, 'p95'),
          goal: { text: `≤ ${goalMs} ms`, met: ours.p95 <= goalMs },
          others: '50,000 a month',
        },
        figure('the same, median', 'p50'),
      ];
    } finally {
      await process.stop();
    }
  },
};
