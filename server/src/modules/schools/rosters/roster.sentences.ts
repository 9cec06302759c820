import { csvSentences } from '../../../platform/files/read-csv';

/** English for each code of a roster's notices and refusals. */
export const rosterSentences: Readonly<Record<string, string>> = {
  ...csvSentences,
  // nothing of it can be used
  notZip: 'A roster is a zip of CSV files with a manifest.csv. This is no zip.',
  zipBroken: 'The zip cannot be opened: {{problem}}',
  zipTooMany: 'The zip has more than {{most}} files.',
  zipTooLarge: 'The zip unpacks to more than {{most}}, or to far more than its size.',
  zipEncrypted: 'The zip is locked with a password. Hand it in without one.',
  zipFolders: 'The CSV files must lie together, at the top of the zip or in one folder.',
  zipTwice: 'The zip has a file twice by the same name.',
  noManifest: 'There is no manifest.csv in the zip, so nobody says what the files are.',
  unknownVersion: 'manifest.csv names OneRoster version “{{version}}”. Quad reads 1.1 and 1.2.',
  nothingToRead: 'The zip has none of the files a roster is made of.',
  missingHeaders: 'Columns Quad needs are missing: {{columns}}.',
  // about a file
  fileMissing: 'manifest.csv promises this file, and it is not in the zip.',
  fileSaidAbsent: 'manifest.csv says this file is absent, so it was not read.',
  modeNotSaid:
    'manifest.csv does not say whether this file is bulk or delta. It is read as delta: it ends nothing.',
  columnsMissing: 'Columns of the standard that are not there: {{columns}}.',
  columnsRenamed: 'Columns read under another name: {{columns}}.',
  columnsRepeated: 'Columns that come twice; the first is read: {{columns}}.',
  columnsKept: 'Kept as they came, for the export: {{columns}}.',
  columnsIgnored: 'Columns Quad does not read: {{columns}}.',
  bulkWithoutRows: 'A bulk file without rows ends nothing.',
  bulkUnreadable: 'Some rows of this file cannot be read, so nothing ends because it is not in it.',
  schoolsNotNamed: 'Not in the file, and left as they are: {{names}} (schools: {{count}}).',
  // about a row
  missingValue: 'line {{line}} has no {{column}}',
  tooLong: 'line {{line}}: {{column}} takes {{limit}} characters at most',
  rowTooLong: 'line {{line}} is longer than any row of a roster',
  doubledSourcedId: 'line {{line}} has the sourcedId {{id}}, which line {{first}} has already',
  unknownType: 'line {{line}}: “{{value}}” is no type of the standard',
  unknownRole: 'line {{line}}: “{{value}}” is no role of the standard',
  notADay: 'line {{line}}: “{{value}}” is no day like 2026-09-01 between 2000 and 2100',
  endsBeforeItBegins: 'line {{line}} ends on {{value}}, before it begins',
  otherStatus:
    'line {{line}} has the status “{{value}}”, which is neither active nor tobedeleted; it is taken as ended',
  notTrueOrFalse: 'line {{line}}: “{{value}}” is neither true nor false; it stays as it is',
  unknownSchool: 'line {{line}} names school {{value}}, which is neither in orgs.csv nor in Quad',
  inArchivedSchool: 'line {{line}}: {{value}} belongs to a school that is archived',
  schoolArchived: '{{value}} is archived. Bring it back before it takes a roster',
  schoolNotEnded: 'line {{line}} ends {{value}}. A file never archives a school; a district admin does',
  unknownSession:
    'line {{line}} names session {{value}}, which is not in academicSessions.csv; the class is taken without it',
  termOverlaps: '{{value}} overlaps {{term}}, which stands already; the term is not made',
  classElsewhere: 'line {{line}}: {{value}} stands in another school already',
  classCodeShared: 'line {{line}}: another class has the code {{value}}; this one gets {{code}}',
  classCodeTaken: 'line {{line}}: another class has the code {{value}}, and its sourcedId, too',
  loginUnfit:
    'line {{line}}: “{{value}}” cannot be signed in with: 3 to 120 characters; the sign-in name stays as it is',
  loginTaken: 'line {{line}}: somebody else signs in as {{value}}; the sign-in name stays as it is',
  emailUnfit: 'line {{line}}: “{{value}}” is no e-mail address; the person is taken without it',
  roleWithoutRights: 'line {{line}}: the role {{value}} gives no rights in Quad',
  roleAboveSchools: 'line {{line}}: {{value}} is a role in a school, and no school is named',
  districtRoleInSchool:
    'line {{line}}: {{value}} in a school makes an admin of that school, not of the district',
  unknownUser: 'line {{line}} names user {{value}}, whom this roster does not have',
  userLeaving: 'line {{line}} names user {{value}}, whom users.csv takes out',
  userRefused: 'line {{line}} names user {{value}}, whose own row is not taken',
  unknownAgent: 'line {{line}} names user {{value}} as agent, whom this roster does not have',
  agentOfNoPupil:
    'line {{line}}: neither this person nor agent {{value}} is a pupil the other could answer for',
  unknownClass: 'line {{line}} names class {{value}}, which is neither in classes.csv nor in Quad',
  classRefused: 'line {{line}} names class {{value}}, whose own row is not taken',
  classOver: 'line {{line}}: {{value}} has ended',
  roleNotInClass: 'line {{line}}: Quad has students and teachers in a class, no {{value}}',
  notPupilThere: 'line {{line}}: {{value}} is no student of {{school}}, where {{class}} is',
  notStaffThere: 'line {{line}}: {{value}} has no role of staff in {{school}}, where {{class}} is',
  ownRoleKept: '{{name}} brings this roster, so none of their roles ends by it',
  ownAccountKept: '{{name}} brings this roster and stays able to sign in',
  lastAdminKept: '{{name}} is the last admin of the district and stays one',
  // while it was applied
  loginTakenSince:
    'line {{line}}: somebody else has taken the sign-in name since; the person is made without it',
  notWritten: 'line {{line}}: what stands has changed since the file was read; hand it in again',
};
