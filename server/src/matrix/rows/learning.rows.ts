import type { Rows } from '../row';
import { assignmentRows } from './learning-assignment.rows';
import { certificateRows } from './learning-certificate.rows';
import { coursesRows } from './learning-courses.rows';
import { discussionRows } from './learning-discussion.rows';
import { filesRows } from './learning-files.rows';
import { gradebookRows } from './learning-gradebook.rows';
import { quizRows } from './learning-quiz.rows';
import { videoRows } from './learning-video.rows';
import { viewingRows } from './learning-viewing.rows';

export const learningRows: Rows = {
  ...coursesRows,
  ...filesRows,
  ...videoRows,
  ...viewingRows,
  ...quizRows,
  ...assignmentRows,
  ...gradebookRows,
  ...certificateRows,
  ...discussionRows,
};
