import type { Rows } from '../row';

export const assignmentRows: Rows = {};
