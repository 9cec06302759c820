import { learnCodes, type Code } from '@quad/shared/attendance';

export interface Telling {
  codeSet?: string;
  codes?: Code[] | undefined;
}

/** Takes the codes of a school that has its own from an answer; as `select` of a query, also from one that the device kept. */
export function learned<T extends Telling>(answer: T): T {
  if (answer.codes !== undefined && answer.codeSet !== undefined) learnCodes(answer.codeSet, answer.codes);
  return answer;
}
