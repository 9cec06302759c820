import type { ImportKind } from '../../../platform/imports/import-kind';
import { applyTimetable, finishTimetable } from './apply-timetable';
import { readTimetable } from './read-timetable';
import { timetableSentences } from './timetable-sentences';

/** A school's lessons as CSV, for OneRoster carries none. */
export const timetableImport: ImportKind = {
  name: 'timetable',
  // who teaches a class before it meets: a register is born from its lesson
  things: ['period', 'teaching', 'lesson'],
  sentences: timetableSentences,
  read: readTimetable,
  apply: applyTimetable,
  finish: finishTimetable,
};
