import type { ErrorCode } from '../platform';

/**
 * Why a change to a school is refused, beyond what every endpoint may refuse. The answer's `about` holds the `reason` and what
 * the sentence speaks of, so that a screen can say it in its own language.
 */
export const refusals = {
  codeTaken: { code: 'conflict', sentence: 'The code {{code}} is taken.' },
  periodInUse: {
    code: 'conflict',
    sentence: '{{className}} still has lessons in {{period}}. End them first.',
  },
  classEnded: { code: 'conflict', sentence: '{{className}} has ended. Bring it back first.' },
  aboveOwnRole: { code: 'not_allowed', sentence: 'This role is given and ended by somebody above you.' },
  accessAbove: {
    code: 'not_allowed',
    sentence: '{{name}} has a role you cannot give. Somebody above you, or the district, lets them in.',
  },
  accessDisabled: { code: 'conflict', sentence: '{{name}} may not sign in: the roster says so.' },
  nobodyNeedsCode: { code: 'conflict', sentence: 'Everybody in {{className}} has a password already.' },
  ownRole: { code: 'not_allowed', sentence: 'Nobody changes their own role. Ask a colleague.' },
  roleHolds: { code: 'conflict', sentence: '{{name}} still has a role. End every role first.' },
  otherSchool: {
    code: 'not_allowed',
    sentence: 'Another school has a part in this. Ask the district’s admin for the file.',
  },
  lastAdmin: { code: 'conflict', sentence: 'This is the last district admin. Appoint another one first.' },
  notTeacher: { code: 'invalid_request', sentence: '{{name}} is no teacher of this school on {{date}}.' },
  notPupil: { code: 'invalid_request', sentence: '{{name}} is no pupil of this school on {{date}}.' },
  classBusy: {
    code: 'conflict',
    sentence: '{{className}} has a lesson in {{period}} on that weekday already.',
  },
  teacherBusy: { code: 'conflict', sentence: '{{name}} teaches {{className}} at that time.' },
  unknownPeriod: { code: 'invalid_request', sentence: 'This school has no period {{period}}.' },
  coverOverlaps: { code: 'conflict', sentence: '{{name}} has {{className}} for part of that time already.' },
  coverOver: { code: 'invalid_request', sentence: 'That time is over already.' },
  planChanged: {
    code: 'conflict',
    sentence: 'The school has changed since this plan was made. Look at it again.',
  },
  planBroken: {
    code: 'conflict',
    sentence: 'This plan cannot be carried out as it stands. Mend what it names.',
  },
  planOld: {
    code: 'conflict',
    sentence:
      'Another file was applied since this one was read, or it has lain here for a month. Hand it in again.',
  },
  importBusy: { code: 'conflict', sentence: '{{name}} is being applied just now. Wait until it is done.' },
  importNotWaiting: { code: 'conflict', sentence: 'This file is not waiting to be applied.' },
  endingUnconfirmed: {
    code: 'conflict',
    sentence:
      'This file leaves {{ending}} of {{of}} people without any role or without any class. Say that number to apply it.',
  },
} as const satisfies Record<string, { code: ErrorCode; sentence: string }>;

export type Refusal = keyof typeof refusals;
