import type { Part } from '../../../platform/module';

export const filesPart: Part = {};
