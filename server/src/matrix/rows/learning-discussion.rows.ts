import type { Rows } from '../row';

export const discussionRows: Rows = {};
