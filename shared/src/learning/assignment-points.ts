import type { AssignmentBody } from './assignment.dto';
import { hundredths } from './late';

/** The level chosen of each criterion, by its place from 0. */
export type ChosenLevels = readonly { criterionId: string; level: number }[];

/** All points there are: with a rubric the best level of each criterion. */
export function pointsOf({ points, rubric }: Pick<AssignmentBody, 'points' | 'rubric'>): number {
  if (rubric.length === 0) return points;
  return hundredths(
    rubric.reduce((sum, { levels }) => sum + Math.max(...levels.map((level) => level.points)), 0),
  );
}

/** The points of the chosen levels, or null while a criterion has none or names a level that is not there. */
export function rubricPoints(rubric: AssignmentBody['rubric'], chosen: ChosenLevels): number | null {
  if (chosen.length !== rubric.length) return null;
  let sum = 0;
  for (const { id, levels } of rubric) {
    const level = levels[chosen.find(({ criterionId }) => criterionId === id)?.level ?? -1];
    if (level === undefined) return null;
    sum += level.points;
  }
  return hundredths(sum);
}
