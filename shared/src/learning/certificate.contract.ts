/** Filled by its slice. */
export const certificateContract = {};
