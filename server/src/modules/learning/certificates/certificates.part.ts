import type { Part } from '../../../platform/module';

export const certificatesPart: Part = {};
