import { codeOf, type Action, type NewAction, type NotSaved, type Snapshot } from '@quad/shared/attendance';

/** What the words about a refused action are made of: the register as this device last saw it. */
export type RefusingRegister = Pick<
  Snapshot,
  'className' | 'codeSet' | 'timeZone' | 'status' | 'statusSet' | 'marks'
>;

/** Which sentence says why the server refused for good. */
export function whyNotSaved(
  { action, reason }: NotSaved,
  register: RefusingRegister | null,
  mayMark: boolean,
) {
  switch (reason) {
    case 'register_closed':
      if (register?.status === 'open') return 'openAgain';
      return register?.statusSet === undefined ? 'closed' : 'closedBy';
    case 'register_locked':
    case 'not_on_roll':
    case 'register_full':
    case 'overtaken':
    case 'reason_needed':
    case 'not_found':
      return reason;
    case 'not_allowed':
      if (action.kind === 'mark' && namesOfficeCode(action.changes, register)) return 'officeCode';
      return mayMark ? 'notAllowedThen' : 'not_allowed';
    default:
      return 'other';
  }
}

function namesOfficeCode(changes: readonly { code: string | null }[], register: RefusingRegister | null) {
  return changes.some(
    ({ code }) => register !== null && code !== null && codeOf(register.codeSet, code)?.officeOnly === true,
  );
}

/** Whether the reason has gone since: the register was reopened, the pupils are back on the roll, the person may mark again. */
export function canHelp(
  { action, reason }: NotSaved,
  register: RefusingRegister | null,
  mayMark: boolean,
): boolean {
  if (register === null || !mayMark || action.kind === 'roll') return false;
  if (reason === 'register_closed') return register.status === 'open';
  if (reason === 'not_allowed') return action.kind !== 'mark' || !namesOfficeCode(action.changes, register);
  if (reason === 'not_on_roll' && action.kind === 'mark') {
    const roll = new Set(register.marks.map(({ pupil }) => pupil));
    return action.changes.some(({ pupil }) => roll.has(pupil));
  }
  return reason !== 'register_locked' && reason !== 'register_full' && reason !== 'reason_needed';
}

/** The same once more, as a new action of this moment; null for what nobody does by hand. */
export function again(action: Action): NewAction | null {
  if (action.kind === 'roll') return null;
  if (action.kind === 'close') return { kind: 'close' };
  if (action.kind === 'reopen') return { kind: 'reopen', reason: action.reason };
  const changes = action.changes.map(({ ifVer: _ifVer, ...change }) => change);
  return { kind: 'mark', changes, ...(action.reason === undefined ? {} : { reason: action.reason }) };
}
