import { personErased, type ErasureState } from '@quad/shared/audit';
import { inTransaction } from '../../platform/database/transaction';
import { dayOn } from '../../platform/http/day';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { effect } from '../../platform/outbox/effect';
import { say } from '../../platform/outbox/say';
import { displayName, personOf, rolesOf, takeName } from '../identity';
import { refusal } from '../schools';
import { ErasureModel, type ErasureRecord } from './erasure.model';

/**
 * Puts a pseudonym in the place of somebody who is nothing in the district any more. The name is gone at once; what was written
 * about them follows, see `forgetting`. Marks, counts, digests and who did what stay, for they are ids.
 * @throws Failure not_found, conflict while a role holds, invalid_request for another name than theirs
 */
export async function erasePerson(ctx: Context, personId: string, typed: string): Promise<ErasureState> {
  const { districtId } = ctx.scope;
  ctx.authorize('person:erase', { districtId });
  const [person, before] = await Promise.all([
    personOf(districtId, personId),
    ErasureModel.findById(personId).lean<ErasureRecord>(),
  ]);
  if (person === null) throw new Failure('not_found');
  if (before !== null) return present(before);
  const today = dayOn(ctx.now(), ctx.district.timeZone);
  if ((await rolesOf([personId], districtId, today)).has(personId))
    throw refusal('roleHolds', { name: displayName(person) });
  if (typed !== displayName(person))
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'name', message: 'must be the whole name as it stands there' }],
    });
  return inTransaction(async (session) => {
    const taken = await takeName({ personId, districtId }, session);
    if (taken === null) throw new Failure('not_found');
    const record: ErasureRecord = {
      ...{ _id: personId, districtId, ...taken, by: ctx.actor.personId, at: new Date(), doneAt: null },
    };
    await ErasureModel.create([record], { session });
    await say(personErased, personId, { districtId, schoolId: null }, { personId }, session);
    return present(record);
  });
}

/** Each collection forgets in turn; cut off in the middle it begins anew, and what is gone already is not found again. */
export const forgetting = effect(personErased, 'forget', async ({ personId }, { platform }) => {
  const found = await ErasureModel.findById(personId).lean<ErasureRecord>();
  if (found === null || found.doneAt !== null) return;
  for (const each of platform.personal) await each.forget?.({ ...found, personId }, platform);
  await ErasureModel.updateOne(
    { _id: personId },
    { $set: { doneAt: new Date(), words: [], givenName: '', familyName: '' } },
  );
});

function present({ _id: personId, pseudonym, doneAt }: ErasureRecord): ErasureState {
  return { personId, pseudonym, done: doneAt !== null };
}
