export * from './schools.contract';
export * from './schools.dto';
