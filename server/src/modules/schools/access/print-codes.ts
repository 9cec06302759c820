import { zonedTime, type FileAnswer } from '@quad/shared/platform';
import type { CodesAsk } from '@quad/shared/schools';
import { addressOf } from '../../../platform/http/address';
import { inTransaction } from '../../../platform/database/transaction';
import type { Context } from '../../../platform/http/context';
import { renderPdf } from '../../../platform/pdf/render-pdf';
import { displayName, makeCodes } from '../../identity';
import { codeCards, type Card } from './code-cards';
import { whoGetsCodes } from './who-gets-codes';

/** Cards to cut and give into hands. Whoever holds one gets in as that person, so it is made for this one file. */
export async function printCodes(ctx: Context, schoolId: string, asked: CodesAsk): Promise<FileAnswer> {
  const { school, people, className, leftOut } = await whoGetsCodes(ctx, schoolId, asked);
  const { platform } = ctx;
  const { districtId } = ctx.scope;
  const by = ctx.actor.personId;
  const wanted = people.map(({ _id: personId, hasPassword }) => {
    return { personId, purpose: hasPassword ? ('reset' as const) : ('first' as const) };
  });
  const codes = await inTransaction((session) =>
    makeCodes(wanted, { districtId, schoolId, by, platform }, session),
  );
  ctx.log.info({ person: by, school: schoolId, codes: codes.size }, 'codes printed');
  const address = addressOf('/start', platform.config);
  const cards = people.flatMap((person): Card[] => {
    const made = codes.get(person._id);
    if (made === undefined) return [];
    const until = zonedTime(made.expiresAt.getTime(), school.timeZone);
    return [{ name: displayName(person), className, login: person.login ?? null, code: made.text, until }];
  });
  const name = [school.name, className ?? cards[0]?.name ?? '', 'codes'].join(' ').replaceAll(/\s+/g, '-');
  const document = codeCards({ school: school.name, address, cards, leftOut });
  return { type: 'application/pdf', name: `${name}.pdf`, content: renderPdf(document), rows: cards.length };
}
