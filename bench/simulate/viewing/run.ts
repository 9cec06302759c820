import type { Place } from '../../../server/src/modules/learning/viewing/viewing-steps';
import { cheat, Player, type Kept } from './player';
import { duration, ViewingWorld } from './world';

const lengthMs = 240_000;
/** all that was played and not confirmed is said again, at double speed twice over, and everything sent is written down */
const quietMs = 300_000;

export interface Watched {
  world: ViewingWorld;
  /** of people who made nothing up */
  honest: { place: Place; kept: Kept }[];
}

/** One run from one seed: people watch, and some lie, while messages get lost and servers are killed; then everything heals. */
export async function watch(seed: number): Promise<Watched> {
  const world = new ViewingWorld(seed);
  const { chance, timeline } = world;
  const honest: Watched['honest'] = [];
  const players: Player[] = [];
  for (const personId of ['ada', 'ben'].slice(0, chance.between(1, 2))) {
    for (const lessonId of ['one', 'two'].slice(0, chance.between(1, 2))) {
      const place = placeOf(lessonId, personId);
      const kept: Kept = { unconfirmed: [], played: [] };
      honest.push({ place, kept });
      for (let tab = 0; tab < chance.between(1, 2); tab++)
        timeline.after(chance.between(0, lengthMs / 3), () => {
          players.push(new Player(world, place, kept, chance.pick([1, 2])));
        });
    }
  }
  if (chance.of(0.5))
    for (const lesson of ['one', 'two'])
      cheat(world, placeOf(lesson, 'cyd'), { unconfirmed: [], played: [] });
  const times = (most: number, task: () => void): void => {
    for (let n = chance.between(0, most); n > 0; n--) timeline.after(chance.between(1_000, lengthMs), task);
  };
  times(12, () => players.length > 0 && chance.pick(players).pause());
  times(8, () => players.length > 0 && chance.pick(players).seek());
  if (chance.of(0.4)) times(4, () => world.kill());
  await timeline.runUntil(lengthMs);
  for (const player of players) player.stop();
  world.heal();
  await timeline.runUntil(lengthMs + quietMs);
  return { world, honest };
}

function placeOf(lessonId: string, personId: string): Place {
  const owned = { districtId: 'd', schoolId: 's', courseId: 'c', videoId: `film ${lessonId}` };
  return { ...owned, viewingId: `${lessonId} ${personId}`, lessonId, personId, duration, completeAt: 0.9 };
}
