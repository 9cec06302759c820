import { codeOf, queryDaysBack, type MarkRequest, type NewCorrection } from '@quad/shared/attendance';
import { addDays, wallClock } from '@quad/shared/platform';
import { newId } from '../../../platform/database/connect';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { timetableOf } from '../../schools';
import { readable } from '../catch-up';
import { ensureCodes } from '../code-sets';
import { markRequests, presentRequest } from './mark-requests.present';
import { MarkRequestModel, type MarkRequestRecord } from './mark-request.model';
import type { RegisterRecord } from '../register.model';
import { registers } from '../register.repository';

/** A pupil or a guardian says that a mark is wrong. @throws Failure not_found, invalid_request, conflict */
export async function queryMark(
  ctx: Context,
  registerId: string,
  pupil: string,
  { text, ver }: { text: string; ver: number },
): Promise<MarkRequest> {
  // the register is not theirs to read, one mark of it is
  const register = ctx.can('query:ask', { personId: pupil }) ? await registers(ctx).find(registerId) : null;
  const mark = register?.marks.find((each) => each.pupil === pupil);
  if (register === null || mark === undefined) throw new Failure('not_found');
  await refuseLongAgo(ctx, register);
  if (mark.code === null) throw invalid('ver', 'there is no mark yet');
  if (mark.ver !== ver)
    throw new Failure('conflict', 'This mark has just been changed. Look at it once more.');
  return ask(ctx, register, { kind: 'query', pupil, ver, code: mark.code, proposed: null, text });
}

/** A teacher asks the office to correct a register that takes no more marks from teachers. @throws Failure not_found, invalid_request, conflict */
export async function askCorrection(
  ctx: Context,
  registerId: string,
  pupil: string,
  { code, minutes, reason }: NewCorrection,
): Promise<MarkRequest> {
  const register = await readable(ctx, registerId);
  const { schoolId, classId, date, codeSet } = register;
  ctx.authorize('correction:ask', { schoolId, classId, date });
  const mark = register.marks.find((each) => each.pupil === pupil);
  if (mark === undefined) throw new Failure('not_found');
  if (register.status === 'open' && ctx.now() < (register.lockAt ?? Infinity))
    throw new Failure('conflict', 'This register is open: you can change the mark yourself.');
  await ensureCodes(codeSet);
  if (codeOf(codeSet, code) === undefined) throw invalid('code', `${code} is none of this register’s codes`);
  const proposed = { code, ...(minutes === undefined ? {} : { minutes }) };
  return ask(ctx, register, {
    ...{ kind: 'correction', pupil, ver: mark.ver, code: mark.code, proposed, text: reason },
  });
}

type Asked = Pick<MarkRequestRecord, 'kind' | 'pupil' | 'ver' | 'code' | 'proposed' | 'text'>;

async function ask(ctx: Context, register: RegisterRecord, asked: Asked): Promise<MarkRequest> {
  const { _id: registerId, districtId, schoolId, classId, date, starts, codeSet } = register;
  const { kind, pupil } = asked;
  if ((await markRequests(ctx).findOne({ registerId, pupil, kind, state: 'open' })) !== null)
    throw new Failure('conflict', 'Somebody has asked about this mark already; it waits for an answer.');
  const record: MarkRequestRecord = {
    ...{ _id: newId(), districtId, schoolId, classId, registerId, date, starts, codeSet },
    ...asked,
    ...{ state: 'open', by: ctx.actor.personId, at: ctx.now() },
    ...{ answer: null, answeredBy: null, answeredAt: null, claimedUntil: 0 },
  };
  await MarkRequestModel.create(record);
  return presentRequest(ctx, record);
}

async function refuseLongAgo(ctx: Context, { schoolId, date }: RegisterRecord): Promise<void> {
  const { timeZone } = (await timetableOf(ctx, schoolId)).school;
  if (date < addDays(wallClock(ctx.now(), timeZone).date, -queryDaysBack))
    throw invalid('registerId', `is more than ${queryDaysBack} days ago; ask the office`);
}

function invalid(field: string, message: string): Failure {
  return new Failure('invalid_request', undefined, { errors: [{ field, message }] });
}
