import type { Rows } from '../row';

export const viewingRows: Rows = {};
