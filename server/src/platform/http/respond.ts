import { takesKey, type FileAnswer } from '@quad/shared/platform';
import type { Request, Response } from 'express';
import { recorded } from '../audit/recorded';
import { received, type RawAnswer, type Route } from './binder';
import { Context, type PublicContext } from './context';
import { sendFile } from './files';
import { keyHeader, namedRequest, once, type Answered } from './idempotency';
import { asFailure, problemOf, sendProblem } from './problem';

/** Runs the use case and sends what it answers; what comes under an `Idempotency-Key` runs once. */
export async function respond(
  route: Route,
  ctx: Context | PublicContext,
  req: Request,
  res: Response,
): Promise<void> {
  const { endpoint } = route;
  const given = received(req);
  const act = (): Promise<unknown> =>
    recorded(route, ctx, given, req.id as string, () => route.handle(ctx, given));
  if (endpoint.download) {
    await sendFile((await act()) as FileAnswer, res);
    return;
  }
  if (endpoint.raw) {
    await ((await act()) as RawAnswer)(req, res);
    return;
  }
  const work = async (): Promise<Answered> => {
    const answer = await act();
    if (endpoint.response === null) return { status: 204, body: null };
    // the response schema is the allow list: what it does not name stays inside
    return { status: 200, body: JSON.stringify(endpoint.response.parse(answer)) };
  };
  const key = takesKey(endpoint) ? req.get(keyHeader) : undefined;
  if (key === undefined) {
    send(res, await work());
    return;
  }
  const whose = ctx instanceof Context ? ctx.actor.personId : `public ${endpoint.path}`;
  const request = namedRequest(key, whose, endpoint, given, ctx.platform.secrets.keys);
  const { replayed, ...answer } = await once(request, () => kept(work, req, res), ctx.log);
  if (replayed) res.set('Idempotency-Replayed', 'true');
  if (answer.status >= 400) sendProblem(res, answer.status, answer.body ?? '');
  else send(res, answer);
}

/** A refusal is an answer as good as any, unless it says to try again; one that sets a cookie cannot be given twice. */
async function kept(
  work: () => Promise<Answered>,
  req: Request,
  res: Response,
): Promise<Answered & { keep: boolean }> {
  try {
    return { ...(await work()), keep: !res.hasHeader('Set-Cookie') };
  } catch (error) {
    const failure = asFailure(error);
    const { status, ...body } = problemOf(failure, req);
    if (status >= 500 || failure.retryAfterSeconds !== undefined) throw error;
    return { status, body: JSON.stringify({ status, ...body }), keep: true };
  }
}

function send(res: Response, { status, body }: Answered): void {
  res.status(status);
  if (body === null) res.end();
  else res.type('json').send(body);
}
