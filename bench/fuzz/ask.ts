import { asCurl, draftOf, type Draft } from './draft';
import { faultIn } from './judge';
import type { Plan } from './plan';
import type { Answered, Sender } from './send';
import { bendDraft, bendFilled } from './twists';
import type { World } from './world';

export interface Finding {
  /** the same for what is the same mistake, as far as can be told from outside */
  key: string;
  what: string;
  curl: string;
  answer: string;
}

export interface Tally {
  requests: number;
  byStatus: Map<number, number>;
  overloaded: number;
  slowestMs: number;
}

const shownOfAnswer = 600;

/** Sends one request into the world and looks at what comes back. */
export async function ask(plan: Plan, world: World, sender: Sender, tally: Tally): Promise<Finding | null> {
  const { who, target } = plan;
  // what a district's admin rightly moves between its schools would look like a leak afterwards
  const stays = target.endpoint.method !== 'GET';
  const filled = bendFilled(plan, plan.twists);
  const draft = bendDraft(
    draftOf(target.endpoint, filled, (kind, n) => world.ids.pick(kind, n, who, stays)),
    plan.twists,
  );
  const disguised = 'cookie' in draft.headers || 'authorization' in draft.headers;
  draft.headers = { ...world.credentials(who, draft.path), ...draft.headers };
  const found = (what: string, key: string, answer: Answered | null): Finding => ({
    ...{ what, key: `${target.name}: ${key}`, curl: asCurl(draft, who.name) },
    answer: answer === null ? '' : `${answer.status} ${answer.text.slice(0, shownOfAnswer)}`,
  });
  let answer;
  try {
    answer = await sender.send(draft);
  } catch (error) {
    const why = (error as { code?: string }).code ?? String(error);
    // a server that reads no further than it must hangs up on whoever goes on sending
    if (['EPIPE', 'ECONNRESET'].includes(why) && lengthOf(draft) > 10_000) return null;
    return found(`got no answer: ${why}`, why, null);
  }
  if (answer === null) return null;
  count(tally, answer);
  const fault = faultIn(answer, draft.method, sentIn(draft));
  if (fault !== null) return found(fault, fault, answer);
  const foreign = await foreignIn(answer, draft, plan, world);
  if (foreign !== null) return found(foreign, 'foreign bytes', answer);
  if (answer.status < 400) world.take(who, answer.headers['set-cookie']);
  if (answer.status === 401 && !disguised) await world.signIn(who);
  return null;
}

function lengthOf({ path, query, headers, body }: Draft): number {
  return path.length + query.length + JSON.stringify(headers).length + (body?.length ?? 0);
}

function sentIn({ path, query, body }: Draft): string {
  let address = `${path}?${query}`;
  try {
    address += decodeURIComponent(address);
  } catch {
    // broken on purpose
  }
  return address + (body?.subarray(0, 200_000).toString() ?? '');
}

async function foreignIn(
  answer: Answered,
  draft: Draft,
  { who }: Plan,
  world: World,
): Promise<string | null> {
  const foreign = world.marks.foreignIn(answer.text, who, sentIn(draft));
  const [first] = foreign;
  if (first === undefined || !(await world.isAsFirst(who))) return null;
  if (first.owner !== null && (await world.hasComeTo(who, first.owner))) return null;
  return `shows ${first.owner === null ? 'another world' : `${first.owner.kind} of ${first.owner.school ?? first.owner.district}`} to ${who.name}`;
}

function count(tally: Tally, { status, ms }: Answered): void {
  tally.requests += 1;
  tally.byStatus.set(status, (tally.byStatus.get(status) ?? 0) + 1);
  if (status === 503) tally.overloaded += 1;
  tally.slowestMs = Math.max(tally.slowestMs, ms);
}
