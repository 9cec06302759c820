export { openDueRegisters } from './births';
export { summariseSchool } from './summarise-school';
export { RegisterWriter } from './register-writer';
export type { RegisterRecord } from './register.model';
export { bornRegister, ensureRegisters } from './register.repository';
export { pupilAttendance } from './pupil-attendance';
export { reportAbsence } from './report-absence';
export { queryMark } from './request-mark';
