import { learnCodes, type Code } from '@quad/shared/attendance';
import { clock } from '../../platform/clock';

export interface Telling {
  now?: number;
  codeSet?: string;
  codes?: Code[] | undefined;
}

/** Takes from an answer what more than its own screen needs: the district's clock, and the codes of a school that has its own. */
export function learned<T extends Telling>(answer: T): T {
  if (answer.now !== undefined) clock.synced(answer.now);
  if (answer.codes !== undefined && answer.codeSet !== undefined) learnCodes(answer.codeSet, answer.codes);
  return answer;
}
