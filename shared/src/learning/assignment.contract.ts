/** Filled by its slice. */
export const assignmentContract = {};
