export * from './identity.outbox';
export * from './identity.contract';
export * from './identity.dto';
export * from './roles';
