export { openDueRegisters } from './births';
export { summariseSchool } from './summaries/summarise-school';
export { takenRegister } from './taken-register';
export type { RegisterRecord } from './register.model';
export { bornRegister, ensureRegisters } from './register.repository';
export { pupilAttendance } from './families/pupil-attendance';
export { reportAbsence } from './families/report-absence';
export { queryMark } from './families/request-mark';
