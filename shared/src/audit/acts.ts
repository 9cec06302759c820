import type { Endpoint } from '../platform';

export const auditSources = ['request', 'operator', 'account', 'job'] as const;
export type AuditSource = (typeof auditSources)[number];

/** `begun`: the record stands, and whoever acted never said how it ended; `failed`: an error of Quad's own, which may have come after the act. */
export const auditOutcomes = ['done', 'refused', 'failed', 'begun'] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

/**
 * Routes that change something and stand in no audit: each is a person's own daily work, and what it made says itself by whom and
 * when. Every other route that changes something, and every file that is handed out, is recorded.
 */
export const ownWork = new Set([
  // marking: the register's log has every step
  ...['openRegister', 'startRegister', 'markRegister', 'arrive', 'checkRollcall', 'nudge'],
  // a family's own words, kept with who and when
  ...['reportAbsence', 'withdrawAbsence', 'restoreAbsence', 'attachFile', 'answerAlert'],
  ...['queryMark', 'askCorrection', 'withdrawRequest'],
  // watching: what is believed of it stands in the viewing
  ...['startViewing', 'beat'],
  // the bytes of a video that was announced, which is recorded
  ...['uploadState', 'uploadPart'],
  // what one says below a lesson, and takes back
  ...['addPost', 'editPost', 'removePost', 'restorePost'],
  // a learner's own work, every time it was handed in kept with it
  ...['saveSubmission', 'addSubmissionFile', 'removeSubmissionFile', 'handIn', 'takeBack', 'commentOwn'],
  // writing a course: what learners are shown, and to whom it is given, is recorded when it is
  ...['addModule', 'addCourseLesson', 'setStructure', 'saveLesson', 'addFile'],
  // what a learner says of a lesson
  'finishLesson',
  // a quiz: the attempt has every answer and when it was handed in
  ...['startAttempt', 'saveAnswers', 'submitAttempt'],
  // one's own notices
  ...['readNotices', 'setNoticeSettings'],
  // the session's coming and going: signing in is recorded when it worked, see platform/audit/record.ts
  ...['signIn', 'refresh', 'signOut', 'prove', 'beginSecondFactor', 'lookAtCode', 'askReset'],
]);

export function isRecorded(name: string, { method, download }: Endpoint): boolean {
  return (method !== 'GET' || download === true) && !ownWork.has(name);
}

/** Files about nobody but whoever asks for them. */
export const aboutOneself = new Set(['myData', 'certificateFile', 'myLearningTimeFile']);

/** Files in which no pupil stands. */
export const discloseNobody = new Set(['downloadImportRefusals']);
