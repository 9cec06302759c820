/** After `free` wrong tries within a day each further one waits: 1 s, 2 s, 4 s … 15 minutes. */
export interface Growing {
  kind: 'growing';
  free: number;
  sentence: string;
}

/** So many within so long, and then none until it is over. */
export interface Window {
  kind: 'window';
  most: number;
  seconds: number;
  sentence: string;
}

export type Rule = Growing | Window;

/** Real time; how long wrong tries are remembered. */
export const rememberedSeconds = 24 * 3_600;
export const longestDelaySeconds = 900;
const tenMinutes = 600;

const forAccount = 'Too many wrong passwords for this name.';
const waysIn = 'A device you have used before, or a code by mail, still lets you in.';

/** What is counted, and by what its bucket is named. A school is one address at 8:55: what is counted by address is generous. */
export const rules = {
  /** the sign-in name, from devices that its owner has not used */
  account: { kind: 'growing', free: 10, sentence: `${forAccount} ${waysIn}` },
  /** person and device: the one its owner has used before has a bucket of its own, which nobody else can fill */
  device: { kind: 'growing', free: 10, sentence: forAccount },
  address: window(1_000, tenMinutes, `Too many wrong passwords from this network. ${waysIn}`),
  school: window(1_000, tenMinutes, `Too many wrong passwords at this school just now. ${waysIn}`),
  everybody: window(5_000, tenMinutes, `Too many wrong passwords just now. ${waysIn}`),
  /** the person */
  secondFactor: { kind: 'growing', free: 5, sentence: 'Too many wrong codes.' },
  /** the person, who is signed in and shows it once more */
  proof: { kind: 'growing', free: 5, sentence: 'Too many wrong passwords.' },
  /** the address at which one-time codes are typed */
  codes: window(300, tenMinutes, 'Too many wrong codes from this network.'),
  /** the sign-in name or mail address a reset is asked for */
  resets: window(
    10,
    3_600,
    'A mail was asked for several times. Look into your mailbox, or ask the office for a code.',
  ),
  resetAddress: window(300, 3_600, 'Too many mails were asked for from this network.'),
  /** the address at which certificates are looked up */
  certificates: window(300, tenMinutes, 'Too many certificates were looked up from this network.'),
  /** the person who writes below lessons */
  posts: window(60, tenMinutes, 'You have written a lot just now.'),
} satisfies Record<string, Rule>;

export type LimitName = keyof typeof rules;

function window(most: number, seconds: number, sentence: string): Window {
  return { kind: 'window', most, seconds, sentence };
}

/** @param wrong tries before this one and it, within the time that is remembered */
export function delaySeconds(wrong: number, free: number): number {
  return wrong <= free ? 0 : Math.min(2 ** (wrong - free - 1), longestDelaySeconds);
}
