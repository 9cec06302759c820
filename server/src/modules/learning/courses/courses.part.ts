import type { Part } from '../../../platform/module';

export const coursesPart: Part = {};
