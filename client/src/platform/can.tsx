import { can, mayEver, type Permission, type Target } from '@quad/shared/platform';
import type { ReactNode } from 'react';
import { useNow } from './clock';
import { useMe } from './session';

/** Whether the person signed in may do this, by the same table the server asks. Without a target: to anything at all. */
export function useCan(permission: Permission, target?: Target): boolean {
  const me = useMe();
  const at = useNow();
  return target === undefined ? mayEver(me, permission) : can(me, permission, { at, ...target });
}

interface CanProps {
  permission: Permission;
  target?: Target;
  children: ReactNode;
}

export function Can({ permission, target, children }: CanProps): ReactNode {
  return useCan(permission, target) ? children : null;
}
