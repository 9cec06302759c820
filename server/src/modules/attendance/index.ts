export { openDueRegisters } from './births';
export { RegisterWriter } from './register-writer';
export type { RegisterRecord } from './register.model';
export { bornRegister, ensureRegisters } from './register.repository';
