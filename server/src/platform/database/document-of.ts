import type { ChangeStreamDocument, Document } from 'mongodb';

/** The document a change left behind; null for a change that left none. What is ended and never deleted always has one. */
export function documentOf(change: ChangeStreamDocument): Document | null {
  return 'fullDocument' in change ? (change.fullDocument ?? null) : null;
}
