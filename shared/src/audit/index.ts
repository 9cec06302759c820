export * from './acts';
export * from './audit.contract';
export * from './audit.dto';
export * from './audit.outbox';
