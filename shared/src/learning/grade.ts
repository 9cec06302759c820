import type { Grading } from './gradebook.dto';

/** One graded lesson of a learner; null points: nothing yet, which counts nowhere. */
export interface Graded {
  lessonId: string;
  points: number | null;
  of: number;
  excused: boolean;
}

interface Counted {
  points: number;
  of: number;
}

/**
 * What a learner has come to, 0 to 1; null while nothing counts. Without categories every point weighs the same. With them each
 * category is the share of its points once its worst lessons are dropped, never the last one, and weights are shared out among
 * the categories that have grades. A lesson in none of them counts nowhere.
 */
export function totalOf(graded: readonly Graded[], { categories, lessons }: Grading): number | null {
  if (categories.length === 0) return shareOf(countedOf(graded));
  const categoryOf = new Map(lessons.map(({ lessonId, categoryId }) => [lessonId, categoryId]));
  let [sum, weights] = [0, 0];
  for (const { id, weight, dropLowest } of categories) {
    const counted = countedOf(graded.filter(({ lessonId }) => categoryOf.get(lessonId) === id));
    const share = shareOf(withoutLowest(counted, dropLowest));
    if (share === null) continue;
    sum += share * weight;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}

function countedOf(graded: readonly Graded[]): Counted[] {
  return graded.flatMap(({ points, of, excused }) =>
    points === null || excused || of <= 0 ? [] : [{ points: Math.min(Math.max(points, 0), of), of }],
  );
}

/** Of equals the one with fewer points to it goes first: the order they stand in makes no difference. */
function withoutLowest(counted: readonly Counted[], drop: number): Counted[] {
  const byShare = [...counted].sort((a, b) => a.points / a.of - b.points / b.of || a.of - b.of);
  return byShare.slice(Math.min(drop, Math.max(0, counted.length - 1)));
}

function shareOf(counted: readonly Counted[]): number | null {
  if (counted.length === 0) return null;
  // summed from the smallest on, so that the order they came in makes no difference
  const sum = (values: number[]): number => values.sort((a, b) => a - b).reduce((all, one) => all + one, 0);
  return Math.min(1, sum(counted.map(({ points }) => points)) / sum(counted.map(({ of }) => of)));
}
