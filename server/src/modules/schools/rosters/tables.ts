import type { Columns } from '../../../platform/files/read-csv';

/** The files of a roster that Quad reads, in an order in which each names only what came before. */
export const tableNames = [
  'orgs',
  'academicSessions',
  'courses',
  'classes',
  'users',
  'roles',
  'enrollments',
] as const;
export type TableName = (typeof tableNames)[number];

export type Version = '1.1' | '1.2';

/** Columns of Quad's own export that say what no roster governs: what the office made by hand stays so when it comes back. */
export const byHand = 'metadata.quadByHand';
export const agentsByHand = 'metadata.quadAgentsByHand';

interface Table {
  /** every column of the standard in its order, with other names that are about */
  columns: Columns;
  /** without these nothing of the file makes sense */
  needed: readonly string[];
  /** what Quad looks at; the rest is not even kept while reading */
  kept: readonly string[];
}

const common = { sourcedId: [], status: [], dateLastModified: [] };
const named = ['sourcedId', 'status'];

const users = {
  ...common,
  ...{ enabledUser: [], orgSourcedIds: ['orgSourcedId'], role: [], username: [], userIds: ['userId'] },
  ...{ givenName: [], familyName: [], middleName: [], identifier: [], email: [], sms: [], phone: [] },
  ...{ agentSourcedIds: ['agents', 'agentSourcedId'], grades: ['grade'], password: [] },
};
const { orgSourcedIds: _orgs, role: _role, ...usersWithoutRole } = users;
const later = {
  ...{ userMasterIdentifier: [], preferredGivenName: [], preferredMiddleName: [], preferredFamilyName: [] },
  ...{ primaryOrgSourcedId: [], pronouns: [] },
};
const usersRead = [
  ...named,
  ...['enabledUser', 'username', 'givenName', 'familyName', 'email', 'agentSourcedIds', agentsByHand],
];

const tables: Record<Exclude<TableName, 'users'>, Table> = {
  orgs: {
    columns: { ...common, name: [], type: [], identifier: [], parentSourcedId: [] },
    needed: ['sourcedId', 'name', 'type'],
    kept: [...named, 'name', 'type', 'identifier', 'parentSourcedId'],
  },
  academicSessions: {
    columns: {
      ...common,
      ...{ title: [], type: [], startDate: [], endDate: [], parentSourcedId: [], schoolYear: [] },
    },
    needed: ['sourcedId', 'title', 'type', 'startDate', 'endDate'],
    kept: [...named, 'title', 'type', 'startDate', 'endDate', 'parentSourcedId'],
  },
  courses: {
    columns: {
      ...common,
      ...{ schoolYearSourcedId: ['schoolYearId'], title: [], courseCode: [], grades: ['grade'] },
      ...{ orgSourcedId: [], subjects: [], subjectCodes: [] },
    },
    needed: ['sourcedId', 'title'],
    kept: [...named, 'title', 'subjects'],
  },
  classes: {
    columns: {
      ...common,
      ...{ title: [], grades: ['grade'], courseSourcedId: [], classCode: [], classType: [], location: [] },
      ...{
        schoolSourcedId: [],
        termSourcedIds: ['termSourcedId'],
        subjects: [],
        subjectCodes: [],
        periods: [],
      },
    },
    needed: ['sourcedId', 'title', 'schoolSourcedId'],
    kept: [
      ...[...named, 'title', 'courseSourcedId', 'classCode', 'location', 'schoolSourcedId'],
      ...['termSourcedIds', 'subjects', byHand],
    ],
  },
  roles: {
    columns: {
      ...common,
      ...{ userSourcedId: [], roleType: [], role: [], beginDate: [], endDate: [], orgSourcedId: [] },
      ...{ userProfileSourcedId: [] },
    },
    needed: ['sourcedId', 'userSourcedId', 'role', 'orgSourcedId'],
    kept: [...named, 'userSourcedId', 'role', 'beginDate', 'endDate', 'orgSourcedId', byHand],
  },
  enrollments: {
    columns: {
      ...common,
      ...{ classSourcedId: [], schoolSourcedId: [], userSourcedId: [], role: [], primary: [] },
      ...{ beginDate: [], endDate: [] },
    },
    needed: ['sourcedId', 'classSourcedId', 'userSourcedId', 'role'],
    kept: [...named, 'classSourcedId', 'userSourcedId', 'role', 'beginDate', 'endDate', byHand],
  },
};

const usersByVersion: Record<Version, Table> = {
  '1.1': {
    columns: users,
    needed: ['sourcedId', 'givenName', 'familyName', 'orgSourcedIds', 'role'],
    kept: [...usersRead, 'orgSourcedIds', 'role'],
  },
  '1.2': {
    columns: { ...usersWithoutRole, ...later },
    needed: ['sourcedId', 'givenName', 'familyName'],
    kept: usersRead,
  },
};

export function tableOf(name: TableName, version: Version): Table {
  return name === 'users' ? usersByVersion[version] : tables[name];
}

/** What the standard calls an extension is kept as it came; what is a password by its name is not. */
export function isExtension(column: string): boolean {
  const isOurs = column === byHand || column === agentsByHand;
  return !isOurs && /^(ext[:_]|metadata\.)[\w.: -]{1,80}$/i.test(column) && !/passw|secret/i.test(column);
}
