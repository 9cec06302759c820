/** Filled by its slice. */
export const quizContract = {};
