import type { Part } from '../../../platform/module';

export const viewingPart: Part = {};
