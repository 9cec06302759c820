import {
  roleFor,
  type ActorFacts,
  type Id,
  type Membership,
  type Permission,
  type Role,
  type Target,
} from '@quad/shared/platform';
import type { Log } from '../observability/log';
import type { Platform } from '../platform';
import { Failure } from './failure';

/** Which documents this request can touch; the data layer adds it to every query. */
export interface Scope {
  districtId: Id;
  schoolIds: readonly Id[] | 'all';
}

export interface District {
  id: Id;
  name: string;
  timeZone: string;
  /** added to real time, ms; 0 is the real clock */
  clockOffset: number;
  /** an admin's role sleeps in a session without a second factor */
  adminsNeedSecondFactor: boolean;
}

interface ActorMembership extends Membership {
  schoolName: string | null;
}

export interface Actor extends ActorFacts {
  memberships: readonly ActorMembership[];
  sessionId: Id;
  /** `needed`: some roles sleep until the session has seen one */
  secondFactor: 'on' | 'off' | 'needed';
  /** real time, ms; 0 outside a session */
  provedUntil: number;
  login: string;
  name: string;
  givenName: string;
  formalName: string;
}

export interface Cookies {
  get(name: string): string | undefined;
  set(name: string, value: string, options: { path: string; maxAgeMs: number }): void;
  clear(name: string, path: string): void;
}

/** A request before anybody is known to stand behind it. */
export interface PublicContext {
  requestId: string;
  platform: Platform;
  log: Log;
  cookies: Cookies;
  userAgent: string;
  /** whom limits by address count this as; see limits/network.ts */
  address: string;
  /** whom an act of nobody known turned out to be about, for the audit */
  about?: { districtId: Id; personId: Id };
  /** the context of a person whose session was just made or found */
  identify(session: { sessionId: Id; personId: Id }): Promise<Context>;
}

/** A request of somebody: who they are, what they may touch, and the district's clock. */
export class Context {
  readonly scope: Scope;
  /** the first that was allowed, for the audit: as what the actor did it, and where */
  authorized?: { role: Role; target: Target };

  constructor(
    readonly platform: Platform,
    readonly log: Log,
    readonly actor: Actor,
    readonly district: District,
  ) {
    const schools = actor.memberships.flatMap((m) => (m.schoolId === null ? [] : [m.schoolId]));
    const everywhere = actor.memberships.some((m) => m.schoolId === null);
    this.scope = { districtId: actor.districtId, schoolIds: everywhere ? 'all' : [...new Set(schools)] };
  }

  /** The district's clock, ms. Tokens, leases and logs keep real time. */
  now(): number {
    return Date.now() + this.district.clockOffset;
  }

  /** Whether whoever acts has shown lately who they are. */
  get isProved(): boolean {
    return this.actor.provedUntil >= Date.now();
  }

  /** For a route that asks for a proof only sometimes; one that always does says so in its contract. @throws Failure proof_needed */
  requireProof(): void {
    if (!this.isProved) throw new Failure('proof_needed');
  }

  /** The role this permission is held by now, or null. */
  roleFor(permission: Permission, target: Target): Role | null {
    const role = roleFor(this.actor, permission, { at: this.now(), ...target });
    if (role !== null) this.authorized ??= { role, target };
    return role;
  }

  can(permission: Permission, target: Target): boolean {
    return this.roleFor(permission, target) !== null;
  }

  /** The role this permission is held by. @throws Failure not_allowed */
  authorize(permission: Permission, target: Target): Role {
    const role = this.roleFor(permission, target);
    if (role === null) throw new Failure('not_allowed');
    return role;
  }
}
