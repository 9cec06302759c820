import { userInvited } from '@quad/shared/identity';
import type { CodesAsk, Invited } from '@quad/shared/schools';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { sayAll } from '../../../platform/outbox/say';
import { displayName, makeCodes, type Access } from '../../identity';
import { whoGetsCodes } from './who-gets-codes';

/** Mails a code to each who has an address, for a first password or a new one. */
export async function invite(ctx: Context, schoolId: string, asked: CodesAsk): Promise<Invited> {
  const { people, leftOut } = await whoGetsCodes(ctx, schoolId, asked);
  const { districtId } = ctx.scope;
  const by = ctx.actor.personId;
  const reached = people.filter(({ email }) => email !== undefined);
  const purposeOf = ({ hasPassword }: Access) => (hasPassword ? ('reset' as const) : ('invite' as const));
  const wanted = reached.map((person) => ({ personId: person._id, purpose: purposeOf(person) }));
  await inTransaction(async (session) => {
    const codes = await makeCodes(wanted, { districtId, schoolId, by, platform: ctx.platform }, session);
    const said = wanted.map(({ personId }) => {
      const codeId = codes.get(personId)?.codeId ?? '';
      return { key: codeId, place: { districtId, schoolId }, payload: { personId, codeId } };
    });
    await sayAll(userInvited, said, session);
  });
  ctx.log.info({ person: by, school: schoolId, mails: reached.length }, 'people invited');
  const withoutMail = people.filter(({ email }) => email === undefined).map(displayName);
  return { sent: reached.length, withoutMail, leftOut };
}
