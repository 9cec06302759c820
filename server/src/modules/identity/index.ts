export { idsByCode, idsByLogin } from './find-by-key';
export {
  countBySchool,
  displayName,
  everOf,
  formalName,
  holdersOf,
  inOrderOfNames,
  knownPerson,
  namesOf,
  peopleOf,
  someHolders,
  spellsOf,
} from './people';
export { accessOf, rolesOf, type Access } from './access';
export { addPerson, writePerson } from './add-person';
export { goodCodeText, makeCodes } from './codes';
export { presentMe } from './me';
export { checkPassword } from './password-policy';
export { claimOf, sessionFacts, sessionOf, sessionTag, startSession } from './sessions';
export { awakeRoles } from './awake-roles';
export { checkPeople, enrolPeople, type IncomingPerson } from './enrol-people';
export { findPeople } from './find-people';
export { childrenOf, familyOf, guardiansOf, linkGuardian, setGuardianshipEnd } from './guardians';
export {
  endRole,
  giveMembership,
  isCodeTaken,
  lastingAdmins,
  membershipsAt,
  membershipsOf,
  personOf,
  renamePerson,
  setMembershipEnd,
  type MembershipRecord,
} from './memberships';
export { peopleWithRole } from './people-with-role';
export {
  countRostered,
  everybody,
  extColumnsOfPeople,
  guardianshipsOf,
  loginHolders,
  membershipsOfAll,
  peopleByCode,
  rosteredGuardianships,
  rosteredMemberships,
  type Guardianship,
  type RosterPerson,
} from './roster-people';
export {
  writeRosterGuardians,
  writeRosterPeople,
  writeRosterRoles,
  type MadeGuardian,
  type MadeRole,
  type PersonWrite,
  type SpellWrite,
} from './write-roster-people';
export { takeName } from './take-name';
