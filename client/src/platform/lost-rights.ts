import type { Me } from '@quad/shared/identity';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/**
 * Whoever is less than a moment ago keeps nothing of what they saw: every answer is forgotten, in memory and with it on the disk,
 * and what is on the screen is asked for anew.
 */
export function useForgetLost(me: Me | undefined): void {
  const client = useQueryClient();
  const before = useRef<Me>(undefined);
  useEffect(() => {
    const earlier = before.current;
    before.current = me;
    if (earlier === undefined || me === undefined || earlier.personId !== me.personId) return;
    const now = new Set(rightsOf(me));
    if (rightsOf(earlier).every((right) => now.has(right))) return;
    void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
  }, [me, client]);
}

function rightsOf({ memberships, teaches, children }: Me): string[] {
  return [
    ...memberships.map(({ role, schoolId }) => `${role} ${schoolId ?? ''}`),
    ...teaches.map(({ classId }) => classId),
    ...children,
  ];
}
