/** Filled by its slice. */
export const gradebookContract = {};
