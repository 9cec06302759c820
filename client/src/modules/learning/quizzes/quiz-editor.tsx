import type { BodyOf } from '@quad/shared/learning';
import type { EditSlot } from '../courses/edit-slot';

/** Which questions a quiz asks, and by what rules. */
export function QuizEditor(_: EditSlot<BodyOf<'quiz'>>) {
  return null;
}
