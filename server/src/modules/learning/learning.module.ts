import { wholeOf } from '../../platform/module';
import { assignmentsPart } from './assignments/assignments.part';
import { certificatesPart } from './certificates/certificates.part';
import { coursesPart } from './courses/courses.part';
import { discussionPart } from './discussion/discussion.part';
import { filesPart } from './files/files.part';
import { newsPart } from './news/news.part';
import { quizzesPart } from './quizzes/quizzes.part';
import { videoPart } from './video/video.part';
import { viewingPart } from './viewing/viewing.part';

export const learningModule = wholeOf('learning', [
  coursesPart,
  filesPart,
  videoPart,
  viewingPart,
  quizzesPart,
  assignmentsPart,
  certificatesPart,
  discussionPart,
  newsPart,
]);
