import type { Discussion } from '@quad/shared/learning';
import type { Sayer } from '../../schools/ui/use-toast';
import type { Place } from './discussion.queries';

/** What every part of one discussion needs to know. */
export interface TalkHere extends Pick<Discussion, 'mayWrite' | 'mayModerate' | 'timeZone'> {
  place: Place;
  sayer: Sayer;
}
