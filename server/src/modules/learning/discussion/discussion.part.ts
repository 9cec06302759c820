import type { Part } from '../../../platform/module';

export const discussionPart: Part = {};
