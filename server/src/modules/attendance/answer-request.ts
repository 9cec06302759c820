import type { MarkRequest, RequestAnswer } from '@quad/shared/attendance';
import type { Context } from '../../platform/http/context';
import { Failure } from '../../platform/http/failure';
import { correctMark } from './correct-mark';
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
  if (request.state !== 'open') throw alreadyAnswered(request.state);
  // the mark first: a request must never say corrected where nothing was
  if (answer.decision === 'correct') await correct(ctx, request, answer);
  const outcome =
    answer.decision === 'correct'
      ? { state: 'corrected' as const, answer: null }
      : { state: 'declined' as const, answer: answer.answer };
  return settle(ctx, request, {
    ...outcome,
    answeredBy: ctx.actor.personId,
    answeredAt: ctx.now(),
  });
}

/** Whoever asked takes it back while it is open. @throws Failure not_found, conflict */
export async function withdrawRequest(ctx: Context, requestId: string): Promise<MarkRequest> {
  const request = await markRequests(ctx).findOne({ _id: requestId });
  if (request?.by !== ctx.actor.personId) throw new Failure('not_found');
  if (request.state !== 'open') throw alreadyAnswered(request.state);
  return settle(ctx, request, { state: 'withdrawn' });
}

async function settle(
  ctx: Context,
  request: MarkRequestRecord,
  outcome: Partial<MarkRequestRecord>,
): Promise<MarkRequest> {
  const { _id } = request;
  const settled = await markRequests(ctx).updateMany({ _id, state: 'open' }, { $set: outcome });
  if (settled === 0) throw alreadyAnswered((await markRequests(ctx).findOne({ _id }))?.state ?? 'open');
  return presentRequest(ctx, { ...request, ...outcome });
}

async function correct(
  ctx: Context,
  { registerId, pupil, proposed, text, kind }: MarkRequestRecord,
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
  });
}
