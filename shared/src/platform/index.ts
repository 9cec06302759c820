export * from './endpoint';
export * from './errors';
export * from './ids';
export * from './permissions';
export * from './text';
export * from './time';
export * from './events';
export * from './page';
