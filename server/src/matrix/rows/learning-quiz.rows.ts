import type { Rows } from '../row';

export const quizRows: Rows = {};
