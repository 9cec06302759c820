import type { Role } from '../platform';

/** How a notice of one kind reaches a person. */
export interface NoticeSetting {
  /** stands on the page of notices */
  app: boolean;
  mail: MailChoice;
}
export const mailChoices = ['now', 'digest', 'off'] as const;
export type MailChoice = (typeof mailChoices)[number];

export const noticeCategories = ['children', 'learning', 'school', 'security'] as const;

interface NoticeKindRules {
  category: (typeof noticeCategories)[number];
  /** what holds until a person says otherwise, for the roles this can concern */
  defaults?: Partial<Record<Role, NoticeSetting>>;
  /** everybody is told and nobody can switch it off: it warns of somebody else in one's name */
  locked?: true;
  /** its mail does not wait for the end of quiet hours: who sends it has waited already, or it cannot wait */
  urgent?: true;
}

const now: NoticeSetting = { app: true, mail: 'now' };
const digest: NoticeSetting = { app: true, mail: 'digest' };
const quiet: NoticeSetting = { app: true, mail: 'off' };

/** Staff learn, too: a training is a course. */
function learners(setting: NoticeSetting) {
  return { student: setting, teacher: setting, office: setting, schoolAdmin: setting };
}
function makers(setting: NoticeSetting) {
  return { teacher: setting, schoolAdmin: setting };
}

/** Every kind of notice there is, in the order the settings show them. */
export const noticeRules = {
  childMissing: { category: 'children', urgent: true, defaults: { guardian: now } },
  childAccountedFor: { category: 'children', urgent: true, defaults: { guardian: now } },
  courseGiven: { category: 'learning', defaults: learners(digest) },
  assignmentDue: { category: 'learning', defaults: learners(now) },
  assignmentReturned: { category: 'learning', defaults: learners(digest) },
  mentioned: { category: 'learning', defaults: learners(digest) },
  answered: { category: 'learning', defaults: learners(digest) },
  certificateIssued: { category: 'learning', defaults: learners(now) },
  videoReady: { category: 'learning', defaults: makers(quiet) },
  videoFailed: { category: 'learning', defaults: makers(digest) },
  personAdded: { category: 'school', defaults: { districtAdmin: digest, schoolAdmin: digest } },
  importApplied: { category: 'school', defaults: { districtAdmin: digest, schoolAdmin: digest } },
  newDevice: { category: 'security', locked: true, urgent: true },
  passwordChanged: { category: 'security', locked: true, urgent: true },
  secondFactorChanged: { category: 'security', locked: true, urgent: true },
  sessionReused: { category: 'security', locked: true, urgent: true },
} as const satisfies Record<string, NoticeKindRules>;

export type NoticeKind = keyof typeof noticeRules;
export const noticeKinds = Object.keys(noticeRules) as NoticeKind[];

export function rulesOf(kind: NoticeKind): NoticeKindRules {
  return noticeRules[kind];
}

/** What somebody set, or else what holds for whoever has these roles: the first of the kind’s roles they have. Null: it is nothing to them. */
export function settingOf(
  kind: NoticeKind,
  roles: readonly Role[],
  chosen: Partial<Record<NoticeKind, NoticeSetting>>,
): NoticeSetting | null {
  const { defaults = {}, locked } = rulesOf(kind);
  // whoever has no role today can have their password changed as well
  if (locked === true) return now;
  const usual = Object.entries(defaults).find(([role]) => roles.includes(role as Role))?.[1] ?? null;
  return usual === null ? null : (chosen[kind] ?? usual);
}

/** When no mail is sent, until a person says otherwise; times of the district's clock. */
export const usualQuiet = { quietFrom: '20:00', quietTo: '07:00' } as const;
/** When the day's digest is sent, by the district's clock. */
export const digestTime = '16:00';
