import type { Rows } from '../row';

export const coursesRows: Rows = {};
