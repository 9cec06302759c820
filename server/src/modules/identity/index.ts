export { countBySchool, displayName, formalName, knownPerson, namesOf, personTag, type KnownPerson } from './people';
export { sessionOf } from './sessions';
export { enrolPeople, type IncomingPerson } from './enrol-people';
