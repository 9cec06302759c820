import type { Part } from '../../../platform/module';

export const assignmentsPart: Part = {};
