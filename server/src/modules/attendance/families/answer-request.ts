import type { MarkRequest, RequestAnswer } from '@quad/shared/attendance';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { correctMark } from '../correct-mark';
import type { MarkRequestRecord } from './mark-request.model';
import { alreadyAnswered, markRequests, mayAnswer, presentRequest } from './mark-requests.present';

/**
 * Corrects the mark, through the register's log, or says why it stands.
 * @throws Failure not_found, invalid_request, conflict, register_locked where only the office may still change the register
 */
export async function answerRequest(
  ctx: Context,
  requestId: string,
  answer: RequestAnswer,
): Promise<MarkRequest> {
  const request = await markRequests(ctx).findOne({ _id: requestId });
  if (request === null || !mayAnswer(ctx, request)) throw new Failure('not_found');
  return claimed(ctx, request, async () => {
    const answered = { answeredBy: ctx.actor.personId, answeredAt: ctx.now() };
    if (answer.decision === 'decline') return { ...answered, state: 'declined', answer: answer.answer };
    // the mark first: a request must never say corrected where nothing was
    await correct(ctx, request, answer);
    return { ...answered, state: 'corrected', answer: null };
  });
}

/** Whoever asked takes it back while it is open. @throws Failure not_found, conflict */
export async function withdrawRequest(ctx: Context, requestId: string): Promise<MarkRequest> {
  const request = await markRequests(ctx).findOne({ _id: requestId });
  if (request?.by !== ctx.actor.personId) throw new Failure('not_found');
  return claimed(ctx, request, () => Promise.resolve({ state: 'withdrawn' }));
}

/** How long somebody who has begun to answer keeps others from it; a process that died leaves no more than that. */
const claimMs = 30_000;

/** Only one person at a time changes what a request is about; what they did before it failed is theirs to try again. */
async function claimed(
  ctx: Context,
  request: MarkRequestRecord,
  work: () => Promise<Partial<MarkRequestRecord>>,
): Promise<MarkRequest> {
  const { _id } = request;
  const now = Date.now();
  const free = { _id, state: 'open' as const, claimedUntil: { $not: { $gt: now } } };
  const won = await markRequests(ctx).updateMany(free, { $set: { claimedUntil: now + claimMs } });
  if (won === 0) throw alreadyAnswered((await markRequests(ctx).findOne({ _id }))?.state ?? 'open');
  try {
    const outcome = await work();
    await markRequests(ctx).updateMany({ _id }, { $set: { ...outcome, claimedUntil: 0 } });
    return await presentRequest(ctx, { ...request, ...outcome });
  } catch (error) {
    await markRequests(ctx).updateMany({ _id, state: 'open' }, { $set: { claimedUntil: 0 } });
    throw error;
  }
}

async function correct(
  ctx: Context,
  { registerId, pupil, proposed, text, kind, ver }: MarkRequestRecord,
  answer: Extract<RequestAnswer, { decision: 'correct' }>,
): Promise<void> {
  const code = answer.code ?? proposed?.code;
  if (code === undefined)
    throw new Failure('invalid_request', undefined, {
      errors: [{ field: 'code', message: 'say which code is right' }],
    });
  const minutes = answer.minutes ?? (code === proposed?.code ? proposed.minutes : undefined);
  const asked = kind === 'query' ? 'Queried by the family' : 'Correction asked for';
  await correctMark(ctx, registerId, {
    ...{ pupil, code, reason: `${asked}: ${text}`.slice(0, 280) },
    ...(minutes === undefined ? {} : { minutes }),
    // what was proposed is about the mark as it was; another code is somebody's word on the mark as it is
    ...(answer.code === undefined ? { ifVer: ver } : {}),
  });
}
