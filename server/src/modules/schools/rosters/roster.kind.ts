import type { ImportKind } from '../../../platform/imports/import-kind';
import { applyRoster } from './apply-roster';
import { readRoster } from './read-roster';
import { rosterSentences } from './roster.sentences';

/** OneRoster 1.1 and 1.2 as CSV: a district's schools, people and classes. */
export const rosterKind: ImportKind = {
  name: 'roster',
  things: ['school', 'term', 'person', 'role', 'class', 'enrolment', 'teaching', 'guardian'],
  sentences: rosterSentences,
  read: readRoster,
  apply: applyRoster,
};
