import type { OperatorCode } from '@quad/shared/identity';
import { inTransaction } from '../../platform/database/transaction';
import type { PublicContext } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { makeCodes } from './codes';
import { PersonModel, type Person } from './person.model';

/** Who made a code that the operator made. */
export const operator = 'operator';

/** The operator's door across districts: lets back in whoever nobody else may give a code, a last admin without an address say. */
export async function dangerouslyMakeCode(ctx: PublicContext, login: string): Promise<OperatorCode> {
  const { platform, log } = ctx;
  const person = await PersonModel.findOne({ login }).lean<Person>();
  if (person === null) throw new Failure('not_found', `Nobody signs in as ${login}.`);
  const { _id: personId, districtId } = person;
  ctx.about = { districtId, personId };
  const wanted = [{ personId, purpose: 'reset' as const }];
  const codes = await inTransaction((session) =>
    makeCodes(wanted, { districtId, schoolId: null, by: operator, platform }, session),
  );
  const made = codes.get(personId);
  if (made === undefined) throw new Failure('internal');
  log.warn({ person: personId }, 'operator made a code');
  return { code: made.text, until: made.expiresAt.getTime() };
}
