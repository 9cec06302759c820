import type { Rows } from '../row';

export const gradebookRows: Rows = {};
