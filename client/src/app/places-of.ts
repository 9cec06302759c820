import {
  IconAlertTriangle,
  IconBooks,
  IconBell,
  IconBuildingCommunity,
  IconCalendarEvent,
  IconCalendarOff,
  IconCalendarStats,
  IconClipboardList,
  IconFileImport,
  IconFileText,
  IconHistory,
  IconInbox,
  IconLayoutGrid,
  IconMail,
  IconMapPinCheck,
  IconMenu2,
  IconPlayerPlay,
  IconPercentage,
  IconReplace,
  IconRotateClockwise,
  IconSchool,
  IconSend,
  IconUser,
  IconUsers,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import { mayEver, type ActorFacts, type Permission } from '@quad/shared/platform';

type Name =
  | ('today' | 'day' | 'classes' | 'attendance' | 'family' | 'board' | 'absences' | 'inbox')
  | ('onSite' | 'warnings' | 'reports' | 'home' | 'more')
  | ('schools' | 'school' | 'people' | 'schoolClasses' | 'covers' | 'imports' | 'rollOver')
  | ('courses' | 'learning')
  | ('notices' | 'mailbox' | 'deliveries' | 'audit');

export interface Place {
  to: string;
  name: Name;
  Icon: TablerIcon;
}

type Offered = Place & { permission: Permission; or?: Permission };

/** In the order they matter; the first is home, and the first four stand in the bar of a phone. */
const daily: Offered[] = [
  { to: '/today', name: 'today', Icon: IconCalendarEvent, permission: 'class:own' },
  { to: '/day', name: 'day', Icon: IconClipboardList, permission: 'register:nudge' },
  { to: '/attendance', name: 'attendance', Icon: IconPercentage, permission: 'attendance:own' },
  { to: '/learning', name: 'learning', Icon: IconPlayerPlay, permission: 'attendance:own' },
  { to: '/courses', name: 'courses', Icon: IconBooks, permission: 'course:create' },
  { to: '/family', name: 'family', Icon: IconUsers, permission: 'alert:answer' },
  { to: '/board', name: 'board', Icon: IconLayoutGrid, permission: 'district:manage' },
  { to: '/inbox', name: 'inbox', Icon: IconInbox, permission: 'query:answer', or: 'query:ask' },
  { to: '/absences', name: 'absences', Icon: IconCalendarOff, permission: 'absence:decide' },
  { to: '/classes', name: 'classes', Icon: IconUsersGroup, permission: 'class:own' },
  { to: '/on-site', name: 'onSite', Icon: IconMapPinCheck, permission: 'rollcall:run' },
  { to: '/warnings', name: 'warnings', Icon: IconAlertTriangle, permission: 'warning:read' },
  { to: '/reports', name: 'reports', Icon: IconFileText, permission: 'report:read' },
  // staff learn, too, but seldom
  { to: '/learning', name: 'learning', Icon: IconPlayerPlay, permission: 'course:learn' },
];

const managing: Offered[] = [
  { to: '/schools', name: 'schools', Icon: IconBuildingCommunity, permission: 'school:create' },
  { to: '/schools', name: 'school', Icon: IconSchool, permission: 'school:manage' },
  { to: '/people', name: 'people', Icon: IconUser, permission: 'people:read' },
  { to: '/school/classes', name: 'schoolClasses', Icon: IconCalendarStats, permission: 'class:manage' },
  { to: '/covers', name: 'covers', Icon: IconReplace, permission: 'cover:manage' },
  { to: '/imports', name: 'imports', Icon: IconFileImport, permission: 'import:run' },
  { to: '/roll-over', name: 'rollOver', Icon: IconRotateClockwise, permission: 'year:roll' },
  { to: '/audit', name: 'audit', Icon: IconHistory, permission: 'audit:read' },
  { to: '/mailbox', name: 'mailbox', Icon: IconMail, permission: 'mail:read' },
  { to: '/outbox', name: 'deliveries', Icon: IconSend, permission: 'outbox:manage' },
];

const notices: Place = { to: '/notices', name: 'notices', Icon: IconBell };
const more: Place = { to: '/more', name: 'more', Icon: IconMenu2 };

export interface Places {
  daily: Place[];
  /** what is set up once and then seldom touched */
  managing: Place[];
  /** empty for whoever has no role today */
  notices: Place[];
  more: Place;
}

/** The places that exist for this person. */
export function placesOf(me: ActorFacts): Places {
  const offered = ({ permission, or = permission }: Offered): boolean =>
    mayEver(me, permission) || mayEver(me, or);
  const first = (place: Offered, at: number, all: Offered[]): boolean =>
    all.findIndex(({ to }) => to === place.to) === at;
  const own = daily.filter(offered).filter(first);
  const home: Place = { to: '/', name: 'home', Icon: IconCalendarEvent };
  // whoever looks after several schools finds each of them in the list
  const hidden = mayEver(me, 'school:create') ? 'school' : 'schools';
  const managed = managing.filter((place) => offered(place) && place.name !== hidden);
  return {
    daily: own.length > 0 ? own : [home],
    managing: managed,
    notices: mayEver(me, 'notice:own') ? [notices] : [],
    more,
  };
}

/** What a phone's bar has room for. */
export const inTheBar = 4;
