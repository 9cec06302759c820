import type { BodyOf } from '@quad/shared/learning';
import type { EditSlot } from '../courses/edit-slot';

/** Which video a lesson shows, and from when on it counts as watched. */
export function VideoEditor(_: EditSlot<BodyOf<'video'>>) {
  return null;
}
