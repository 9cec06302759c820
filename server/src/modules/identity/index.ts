export {
  countBySchool,
  displayName,
  formalName,
  holdersOf,
  inOrderOfNames,
  knownPerson,
  namesOf,
} from './people';
export { sessionOf } from './sessions';
export { checkPeople, enrolPeople, type IncomingPerson } from './enrol-people';
export { childrenOf, guardiansOf, linkGuardian } from './guardians';
