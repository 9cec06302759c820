/** What other modules may ask of learning. */
export {};
