/** Filled by its slice. */
export const discussionContract = {};
