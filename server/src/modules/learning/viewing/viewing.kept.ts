import { keptIn, type Kept } from '../../../platform/retention/kept';
import { ViewingModel } from './viewing.model';

/** Seconds that count stand in the enrolment; how they came about is kept as long as a school keeps things. */
export const viewingKept: Kept[] = [
  keptIn('viewings', ViewingModel, ({ schoolId, instant }) => ({ schoolId, beatAt: { $lt: instant } })),
];
