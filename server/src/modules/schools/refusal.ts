import { refusals, type Refusal } from '@quad/shared/schools';
import { Failure } from '../../platform/http/failure';
import { isDuplicate } from '../../platform/database/failures';

/** The refusal with its sentence filled in; `facts` name what the sentence leaves open. */
export function refusal(reason: Refusal, facts: Record<string, string> = {}): Failure {
  const { code, sentence } = refusals[reason];
  const detail = sentence.replace(/\{\{(\w+)\}\}/g, (_, fact: string) => facts[fact] ?? '');
  return new Failure(code, detail, { about: { ...facts, reason } });
}

/** Does what the unique index on codes may refuse. @throws Failure conflict when the code is taken */
export async function unlessTaken<T>(code: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isDuplicate(error) ? refusal('codeTaken', { code }) : error;
  }
}
