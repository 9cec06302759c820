/** A reason not to go on, told in one sentence for people; everything else that is thrown is a defect and keeps its stack. */
export class Refusal extends Error {
  name = 'Refusal';
}

/** What to print for an error: the sentence alone, or the whole stack of a defect. */
export function tell(error) {
  if (error instanceof Refusal) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
