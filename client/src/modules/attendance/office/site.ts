import {
  onSite,
  rollcallChecks,
  type OnSite,
  type Rollcall,
  type RollcallChecks,
} from '@quad/shared/attendance';

/** A word on one person that the server may not have yet. `at` is district time, ms. */
export type Tap = RollcallChecks['checks'][number];

/** What a device keeps of an evacuation, so that it goes on without a network. */
export interface KeptSite {
  list: OnSite;
  taps: readonly Tap[];
  /** begun here without a network, ms; the server has not heard of it */
  startedAt: number | null;
}

export interface Word {
  safe: boolean;
  at: number;
  /** null: said on this device and not sent yet */
  by: string | null;
}

/** The last word on each person, the server's and this device's together: the later moment wins, as on the server. */
export function wordsOf(checks: Rollcall['checks'], taps: readonly Tap[]): Map<string, Word> {
  const words = new Map<string, Word>(
    checks.map(({ personId, safe, at, by }) => [personId, { safe, at, by }]),
  );
  for (const { personId, safe, at } of taps) {
    const known = words.get(personId);
    if (known === undefined || known.at < at) words.set(personId, { safe, at, by: null });
  }
  return words;
}

/** One tap a person: a later one takes the place of what still waits. */
export function withTap(taps: readonly Tap[], added: Tap): Tap[] {
  return [...taps.filter((each) => each.personId !== added.personId), added];
}

/** What still waits once the server has taken in `sent`; who was tapped again meanwhile stays. */
export function without(taps: readonly Tap[], sent: readonly Tap[]): Tap[] {
  return taps.filter((each) => !sent.some((one) => one.personId === each.personId && one.at === each.at));
}

export type PersonState = 'safe' | 'missing' | 'unknown' | 'away';
type Person = OnSite['people'][number];

/** Who is away is looked for only once somebody has said a word about them. */
export function stateOf({ personId, state }: Person, words: ReadonlyMap<string, Word>): PersonState {
  const word = words.get(personId);
  if (word?.safe === true) return 'safe';
  if (state === 'away') return 'away';
  return state === 'onSite' ? 'missing' : 'unknown';
}

export type SiteCounts = Record<PersonState, number> & { onSite: number };

export function countSite(people: readonly Person[], words: ReadonlyMap<string, Word>): SiteCounts {
  const counts = { safe: 0, missing: 0, unknown: 0, away: 0, onSite: 0 };
  for (const person of people) {
    counts[stateOf(person, words)] += 1;
    if (person.state === 'onSite') counts.onSite += 1;
  }
  return counts;
}

function keyOf(schoolId: string, personId: string): string {
  return `quad.site.${schoolId}.${personId}`;
}

/** Null where nothing is kept, or nothing that can be read. */
export function readSite(schoolId: string, personId: string): KeptSite | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(schoolId, personId)) ?? 'null') as unknown;
    return typeof kept === 'object' && kept !== null ? checked(kept) : null;
  } catch {
    return null;
  }
}

function checked(kept: { list?: unknown; taps?: unknown; startedAt?: unknown }): KeptSite | null {
  const list = onSite.safeParse(kept.list).data;
  const taps = Array.isArray(kept.taps) ? kept.taps : [];
  const tap = rollcallChecks.shape.checks.element;
  return list === undefined
    ? null
    : {
        list,
        taps: taps.flatMap((each) => tap.safeParse(each).data ?? []),
        startedAt: typeof kept.startedAt === 'number' ? kept.startedAt : null,
      };
}

export function keepSite(schoolId: string, personId: string, kept: KeptSite): void {
  try {
    localStorage.setItem(keyOf(schoolId, personId), JSON.stringify(kept));
  } catch {
    // a full or forbidden store: the page goes on with what it holds in memory
  }
}
