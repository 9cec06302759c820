/** What is needed of an attempt that was handed in: the credit of each question it asked, and the share of all points. */
export interface GradedAttempt {
  credits: Readonly<Record<string, number>>;
}

export interface ItemFigures {
  asked: number;
  /** share of whole answers */
  right: number;
  /** mean credit */
  credit: number;
  discrimination: number | null;
}

/** Below this, chance says more than the question. */
const fewest = 10;

/**
 * By question. Discrimination is the correlation of its credit with the mean credit of the attempt's other questions: near 0 or
 * below, those who know the rest do no better here, and the key deserves a look.
 */
export function itemFigures(attempts: readonly GradedAttempt[]): Map<string, ItemFigures> {
  const points = new Map<string, { credit: number; rest: number | null }[]>();
  for (const { credits } of attempts) {
    const all = Object.entries(credits);
    const sum = all.reduce((total, [, credit]) => total + credit, 0);
    for (const [questionId, credit] of all) {
      const rest = all.length < 2 ? null : (sum - credit) / (all.length - 1);
      const known = points.get(questionId) ?? [];
      known.push({ credit, rest });
      points.set(questionId, known);
    }
  }
  return new Map([...points].map(([questionId, given]) => [questionId, figuresOf(given)]));
}

function figuresOf(given: readonly { credit: number; rest: number | null }[]): ItemFigures {
  const both = given.flatMap(({ credit, rest }) => (rest === null ? [] : [{ credit, rest }]));
  return {
    asked: given.length,
    right: given.filter(({ credit }) => credit === 1).length / given.length,
    credit: mean(given.map(({ credit }) => credit)),
    discrimination: both.length < fewest ? null : correlation(both),
  };
}

function correlation(all: readonly { credit: number; rest: number }[]): number | null {
  const [x, y] = [mean(all.map(({ credit }) => credit)), mean(all.map(({ rest }) => rest))];
  const sum = (of: (each: { credit: number; rest: number }) => number): number =>
    all.reduce((total, each) => total + of(each), 0);
  const spread = Math.sqrt(sum(({ credit }) => (credit - x) ** 2) * sum(({ rest }) => (rest - y) ** 2));
  // everybody did the same: there is nothing to compare
  if (spread < 1e-12) return null;
  return Math.max(-1, Math.min(1, sum(({ credit, rest }) => (credit - x) * (rest - y)) / spread));
}

function mean(all: readonly number[]): number {
  return all.reduce((sum, each) => sum + each, 0) / all.length;
}
