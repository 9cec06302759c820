import type { ImportThing } from '@quad/shared/imports';
import type { ImportPlace } from '../../../platform/imports/import-kind';
import { writeClasses, writeSchools, writeTerms } from './apply-places';
import { writeGuardians, writeInClasses, writePeople, writeRoles } from './apply-people';
import type { Change, Refused } from './not-written';

/** Makes planned changes; each is such that making it again changes nothing. @returns what could not be made */
export async function applyRoster(
  thing: ImportThing,
  changes: readonly Change[],
  place: ImportPlace,
): Promise<readonly Refused[]> {
  switch (thing) {
    case 'school':
      return writeSchools(changes, place);
    case 'term':
      return writeTerms(changes, place);
    case 'class':
      return writeClasses(changes, place);
    case 'person':
      return writePeople(changes, place);
    case 'role':
      return writeRoles(changes, place);
    case 'guardian':
      return writeGuardians(changes, place);
    case 'enrolment':
    case 'teaching':
      return writeInClasses(thing, changes, place);
    default:
      return [];
  }
}
