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
export { sessionOf } from './sessions';
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
} from './memberships';
export { peopleWithRole } from './people-with-role';
