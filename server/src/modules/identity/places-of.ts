import type { Context } from '../../platform/http/context';

/** Names of the actor’s schools and district: the first that somebody who knows them would try. */
export function placesOf({ actor, district }: Context): string[] {
  return [district.name, ...actor.memberships.flatMap(({ schoolName }) => schoolName ?? [])];
}
