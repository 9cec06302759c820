import type { DropOff } from '@quad/shared/learning';

export interface Step {
  /** s */
  from: number;
  /** the last one ends with the film */
  to: number;
  watched: number;
  /** of the viewers, 0 to 1 */
  part: number;
}

export function stepsOf({ watched, viewers, step, duration }: DropOff): Step[] {
  return watched.map((count, index) => ({
    ...{ from: index * step, to: Math.min(duration, (index + 1) * step), watched: count },
    part: viewers === 0 ? 0 : Math.min(1, count / viewers),
  }));
}

/** Where the fewest watched, the first of several. */
export function lowestOf(steps: readonly Step[]): Step | undefined {
  return steps.reduce<Step | undefined>(
    (low, step) => (low === undefined || step.part < low.part ? step : low),
    undefined,
  );
}
