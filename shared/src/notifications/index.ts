export * from './notices';
export * from './notifications.contract';
export * from './notifications.dto';
export * from './notifications.outbox';
