import type { Rows } from '../row';

export const videoRows: Rows = {};
