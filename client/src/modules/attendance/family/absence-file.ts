import { absenceFile, familyContract } from '@quad/shared/attendance';
import { apiRoot } from '@quad/shared/platform';

/** Where the letter of a report is; a plain link opens it, the session goes along. */
export function fileAddress(absenceId: string): string {
  return apiRoot + familyContract.absenceFile.path.replace(':absenceId', absenceId);
}

/** What the server would refuse is said before it is sent. */
export function isAcceptable({ type, size }: Pick<File, 'type' | 'size'>): boolean {
  return (absenceFile.types as readonly string[]).includes(type) && size <= absenceFile.maxBytes;
}
