import type { Rows } from '../row';

export const certificateRows: Rows = {};
