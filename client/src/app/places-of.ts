import {
  IconCalendarEvent,
  IconLayoutGrid,
  IconMenu2,
  IconPercentage,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import { mayEver, type ActorFacts, type Permission } from '@quad/shared/platform';

export interface Place {
  to: string;
  name: 'today' | 'classes' | 'attendance' | 'board' | 'home' | 'more';
  Icon: TablerIcon;
}

const places: (Place & { permission: Permission })[] = [
  { to: '/today', name: 'today', Icon: IconCalendarEvent, permission: 'class:own' },
  { to: '/classes', name: 'classes', Icon: IconUsersGroup, permission: 'class:own' },
  { to: '/attendance', name: 'attendance', Icon: IconPercentage, permission: 'attendance:own' },
  { to: '/board', name: 'board', Icon: IconLayoutGrid, permission: 'board:read' },
];

const more: Place = { to: '/more', name: 'more', Icon: IconMenu2 };

/** The places that exist for this person, the first being home. */
export function placesOf(me: ActorFacts): Place[] {
  const own = places.filter((place) => mayEver(me, place.permission));
  return own.length > 0 ? [...own, more] : [{ to: '/', name: 'home', Icon: IconCalendarEvent }, more];
}
