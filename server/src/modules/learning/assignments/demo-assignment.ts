import type { AssignmentBody } from '@quad/shared/learning';
import { derivedId } from '../../../platform/database/derived-id';
import type { Context } from '../../../platform/http/context';
import { handIn } from './hand-in';
import { saveSubmission } from './save-submission';

const criterion = (title: string, ...labels: string[]): AssignmentBody['rubric'][number] => ({
  ...{ id: derivedId('demo criterion', title), title },
  levels: labels.map((label, points) => ({ label, points: points * 2 })),
});

/** How the assignment of the demo course is graded. */
export const demoRubric: AssignmentBody['rubric'] = [
  criterion('The fraction', 'missing', 'named', 'named, with its whole'),
  criterion('The picture', 'missing', 'there', 'shows equal pieces'),
  criterion('The words', 'missing', 'a sentence', 'says why it is that fraction'),
];

/** A learner of the demo writes something and hands it in. */
export async function handInDemo(
  ctx: Context,
  place: { courseId: string; lessonId: string },
  text: string,
): Promise<void> {
  const { version } = await saveSubmission(ctx, place, { version: 0, text });
  await handIn(ctx, place, version);
}
