import type { BodyOf } from '@quad/shared/learning';
import type { EditSlot } from '../courses/edit-slot';

/** What is to be handed in, by when, and how it is graded. */
export function AssignmentEditor(_: EditSlot<BodyOf<'assignment'>>) {
  return null;
}
