import type { Range } from '@quad/shared/learning';
import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../../../platform/database/collection';

/** What one person watched of one lesson's video. */
export interface ViewingRecord {
  /** derived from the lesson and the person */
  _id: string;
  districtId: string;
  schoolId: string;
  courseId: string;
  lessonId: string;
  personId: string;
  /** another one in the lesson begins the evidence anew */
  videoId: string;
  /** seconds */
  duration: number;
  /** watched so far, the lesson is done */
  completeAt: number;
  /** what was said and there was time for, and what was sent: only what is in both counts */
  claimed: Range[];
  fetched: Range[];
  /** that count now, and of videos that stood here before */
  seconds: number;
  earlier: number;
  watched: number;
  /** how much of that the enrolment knows */
  told: Told;
  position: number;
  /** how often it was begun; the last one has the word on the position */
  viewing: number;
  /** real time, ms: no clock that was set moves it */
  beatAt: number;
  playing: boolean;
  /** one more with every write */
  rev: number;
}

export interface Told {
  seconds: number;
  watched: number;
  done: boolean;
}

/** The time a person has for all they say they watched, see believable.ts. */
export interface ViewingClockRecord {
  /** the person */
  _id: string;
  districtId: string;
  /** real time, ms */
  spentTo: number;
}

const viewing = new Schema<ViewingRecord>(
  {
    ...{ _id: text, districtId: text, schoolId: text, courseId: text, lessonId: text, personId: text },
    ...{ videoId: text, duration: number, completeAt: number },
    claimed: { type: [[Number]], required: true },
    fetched: { type: [[Number]], required: true },
    ...{ seconds: number, earlier: number, watched: number, told: { type: Object, required: true } },
    ...{ position: number, viewing: number, beatAt: number },
    playing: { type: Boolean, required: true },
    rev: number,
  },
  strictly,
);
viewing.index({ courseId: 1, beatAt: -1 });
viewing.index({ lessonId: 1 });
viewing.index({ personId: 1, courseId: 1 });
viewing.index({ schoolId: 1, beatAt: 1 });
export const ViewingModel = collection('viewings', viewing);

const clock = new Schema<ViewingClockRecord>({ _id: text, districtId: text, spentTo: number }, strictly);
export const ViewingClockModel = collection('viewing_clocks', clock);
