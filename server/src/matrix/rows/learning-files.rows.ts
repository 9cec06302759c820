import type { Rows } from '../row';

export const filesRows: Rows = {};
