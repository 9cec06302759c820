import type { Part } from '../../../platform/module';

export const videoPart: Part = {};
