import type { Me } from '@quad/shared/identity';
import { mayEver, roles, type Permission, type Role } from '@quad/shared/platform';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { useLocation } from 'react-router';
import { MeContext, useMe } from './session';

/** One of the things somebody is: a role in one school, or in all of theirs where its pages show one person’s whole day. */
export interface HeldRole {
  /** kept on the device */
  key: string;
  role: Role;
  memberships: Me['memberships'];
}

interface Chosen {
  all: readonly HeldRole[];
  /** null for somebody without any role now */
  now: HeldRole | null;
  choose: (role: HeldRole) => void;
  /** chosen on the page that is shown: by the person, who is on the way to another one, or by itself, for the page needs it */
  here: 'byHand' | 'byItself' | null;
  arrive: (role: HeldRole) => void;
}

const RoleContext = createContext<Chosen | null>(null);

/** A teacher’s lessons and a guardian’s children are one day, in however many schools. */
const wholeDay: readonly Role[] = ['teacher', 'student', 'guardian'];

/**
 * Lets somebody with several roles be one at a time: below it `useMe` knows the chosen one alone. The server goes on deciding
 * by all of them.
 */
export function OneRole({ children }: { children: ReactNode }) {
  // the session is the browser's: another tab may have brought somebody else, who chooses anew
  return <RoleOf key={useMe().personId}>{children}</RoleOf>;
}

function RoleOf({ children }: { children: ReactNode }) {
  const me = useMe();
  const stored = `quad-role-${me.personId}`;
  const [wanted, setWanted] = useState(() => localStorage.getItem(stored));
  const { key: location } = useLocation();
  const [last, setLast] = useState<{ how: 'byHand' | 'byItself'; location: string } | null>(null);
  const all = useMemo(() => heldRoles(me.memberships), [me.memberships]);
  const now = all.find(({ key }) => key === wanted) ?? all[0] ?? null;
  const take = useCallback(
    ({ key }: HeldRole, how: 'byHand' | 'byItself') => {
      localStorage.setItem(stored, key);
      setWanted(key);
      setLast({ how, location });
    },
    [stored, location],
  );
  const here = last?.location === location ? last.how : null;
  const chosen = useMemo(
    () => ({
      ...{ all, now, here },
      choose: (role: HeldRole) => take(role, 'byHand'),
      arrive: (role: HeldRole) => take(role, 'byItself'),
    }),
    [all, now, here, take],
  );
  const narrowed = useMemo(() => ({ ...me, memberships: now?.memberships ?? [] }), [me, now]);
  return (
    <RoleContext value={chosen}>
      <MeContext value={narrowed}>{children}</MeContext>
    </RoleContext>
  );
}

/** null outside `OneRole` */
export function useRoles(): Chosen | null {
  return useContext(RoleContext);
}

/**
 * Whether the chosen role may ever do this. If another of one’s roles may, it is chosen by itself: a link leads where it says.
 * `coming` while that happens, or while the person is on the way from here as somebody else.
 */
export function useRoleFor(permission: Permission): 'mine' | 'coming' | 'none' {
  const me = useMe();
  const roles = useContext(RoleContext);
  const mine = mayEver(me, permission);
  const other = mine ? undefined : roles?.all.find((held) => mayEver({ ...me, ...held }, permission));
  const leaves = roles?.here === 'byHand';
  const arrive = useEffectEvent((role: HeldRole) => roles?.arrive(role));
  useEffect(() => {
    if (other !== undefined && !leaves) arrive(other);
  }, [other, leaves]);
  if (mine) return 'mine';
  return other === undefined ? 'none' : 'coming';
}

/** In the order of the table of permissions. */
export function heldRoles(memberships: Me['memberships']): HeldRole[] {
  return roles.flatMap((role) => {
    const held = memberships.filter((membership) => membership.role === role);
    if (held.length === 0) return [];
    if (wholeDay.includes(role)) return [{ key: role, role, memberships: held }];
    return held.map((membership) => ({
      ...{ key: `${role} ${membership.schoolId ?? ''}`, role, memberships: [membership] },
    }));
  });
}
