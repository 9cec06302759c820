export { countBySchool, displayName, formalName, inOrderOfNames, knownPerson, namesOf } from './people';
export { sessionOf } from './sessions';
export { enrolPeople, type IncomingPerson } from './enrol-people';
