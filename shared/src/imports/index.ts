export * from './imports.contract';
export * from './imports.dto';
