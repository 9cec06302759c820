import type { Part } from '../../../platform/module';

export const quizzesPart: Part = {};
