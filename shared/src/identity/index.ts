export * from './access.contract';
export * from './access.dto';
export { anyPassword, email, login, passwordLength, passwordLengths } from './fields';
export * from './identity.outbox';
export * from './identity.contract';
export * from './identity.dto';
export * from './roles';
export * from './security.contract';
export * from './security.dto';
