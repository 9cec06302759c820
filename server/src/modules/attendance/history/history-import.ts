import type { ImportKind } from '../../../platform/imports/import-kind';
import { applyHistory } from './apply-history';
import { historySentences } from './history-sentences';
import { readHistory } from './read-history';

/** Registers that were taken in another system, as CSV with a row for each mark. */
export const historyImport: ImportKind = {
  name: 'history',
  things: ['register'],
  sentences: historySentences,
  read: readHistory,
  apply: applyHistory,
};
