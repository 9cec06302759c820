import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { videoContract, viewingContract } from '@quad/shared/learning';
import type { Db } from 'mongodb';
import { Api } from '../support/api';
import { Connections } from '../support/http';
import { idOf, seedCourse, seededLearner } from '../support/seeded-course';
import type { Session } from '../support/session';
import type { Seen } from './check-viewings';
import { listPeople } from './school';

const filmSeconds = 3_600;
/** of a film that nobody could play: a file of so many bytes a second, sent as it was uploaded */
const bytesASecond = 64;
const tickMs = 1_000;
const beatEachTicks = 3;
/** A request waits no longer for a server that is away; what it said is said again with the next. */
const patienceMs = 4_000;

/** People who watch a film while everything breaks, at double speed, and now and then claim what they never saw. */
export class Viewers {
  #ended = false;
  readonly #watching: Promise<void>[];

  private constructor(
    readonly seen: readonly Seen[],
    watch: readonly ((isOver: () => boolean) => Promise<void>)[],
  ) {
    this.#watching = watch.map((each) => each(() => this.#ended));
  }

  static async seat(database: Db, doors: readonly URL[], dataDir: string, count: number): Promise<Viewers> {
    const people = await listPeople(database, count);
    const place = await seedFilm(database, dataDir, people);
    const seats = people.map(async ({ login, password, personId }, n) => {
      const door = doors[n % doors.length];
      if (door === undefined) throw new Error('there is no door');
      const api = new Api(door, { connections: 2, patienceMs });
      const { session } = await api.signIn(login, password);
      const seen: Seen = { personId, began: Date.now(), asked: [], confirmed: [], lies: n === 0 };
      return { seen, watch: (isOver: () => boolean) => watch({ api, door, session, place, seen, isOver }) };
    });
    const seated = await Promise.all(seats);
    return new Viewers(
      seated.map(({ seen }) => seen),
      seated.map((each) => each.watch),
    );
  }

  /** Everybody says what is left to say and pauses. */
  async finish(): Promise<void> {
    this.#ended = true;
    await Promise.all(this.#watching);
  }
}

interface Place {
  courseId: string;
  lessonId: string;
}

async function seedFilm(
  database: Db,
  dataDir: string,
  people: readonly { personId: string; schoolId: string }[],
): Promise<Place> {
  const [first] = people;
  if (first === undefined) throw new Error('nobody is there to watch');
  const course = await seedCourse(database, first, { kind: 'video', count: 1 });
  const { districtId, schoolId, courseId } = course;
  const [videoId, lessonId, bytes] = [idOf('film'), course.lessons[0]?.id ?? '', filmSeconds * bytesASecond];
  const folder = join(dataDir, 'videos', schoolId, videoId);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'source'), randomBytes(bytes));
  const owner = { districtId, schoolId, courseId };
  const insert = (name: string, document: { _id: string }) =>
    database.collection<{ _id: string }>(name).insertOne(document);
  const body = { kind: 'video', videoId, html: '', completeAt: 0.9 };
  const lesson = { draft: body, live: body, version: 1, savedAt: 0, savedBy: first.personId, liveAt: 0 };
  const film = {
    ...{ _id: videoId, ...owner, name: 'Film', state: 'ready', bytes, received: bytes, sha256: null },
    ...{ room: bytes, duration: filmSeconds, width: 320, height: 240, type: 'video/mp4', rungs: [] },
    ...{ poster: null, captions: [], chapters: [], version: 1, why: null, addedAt: 0, touchedAt: 0 },
    ...{ addedBy: first.personId, removedAt: null, swept: false },
  };
  await insert('lesson_contents', { _id: lessonId, ...owner, ...lesson });
  await insert('videos', film);
  for (const { personId } of people)
    await insert('course_enrolments', seededLearner(course, personId, 'Torture'));
  return { courseId, lessonId };
}

interface Seat {
  api: Api;
  door: URL;
  session: Session;
  place: Place;
  seen: Seen;
  isOver: () => boolean;
}

/** What fails is asked again with the next tick: a player never gives up. */
async function watch({ api, door, session, place: params, seen, isOver }: Seat): Promise<void> {
  const media = new Connections(door, 1, patienceMs);
  const rest = new Set<number>();
  let [viewing, source, at]: [number | null, string | null, number] = [null, null, 0];
  const ticks = async (playing: boolean, tick: number): Promise<void> => {
    source ??= (await api.call(videoContract.playback, { params }, session)).source?.url ?? null;
    viewing ??= (await api.call(viewingContract.startViewing, { params }, session)).viewing;
    if (playing && source !== null) {
      const to = at + 4;
      seen.asked.push([at, to]);
      const range = `bytes=${at * bytesASecond}-${to * bytesASecond - 1}`;
      const headers = { cookie: session.headerFor('/api/v1/media'), range };
      const { status } = await media.send({ method: 'GET', path: source, headers });
      if (status === 206) for (; at < to; at++) rest.add(at);
    }
    if (tick % beatEachTicks !== 0 && playing) return;
    if (seen.lies) for (let n = 0; n < 100; n++) rest.add(2_000 + ((tick * 100 + n) % 1_500));
    const played = rangesOf(rest);
    const body = { viewing, played, position: at, playing };
    const { confirmed } = await api.call(viewingContract.beat, { params, body }, session);
    seen.confirmed.push(...confirmed);
    for (const [from, end] of confirmed) for (let second = from; second < end; second++) rest.delete(second);
  };
  for (let tick = 1; !isOver() && at < filmSeconds - 8; tick++) {
    await ticks(true, tick).catch(() => undefined);
    await sleep(tickMs);
  }
  for (let tries = 0; tries < 10; tries++) {
    const said = await ticks(false, 1).then(
      () => true,
      () => sleep(tickMs, false),
    );
    if (said) break;
  }
  media.close();
  api.close();
}

/** At most as many as a beat may carry. */
function rangesOf(seconds: ReadonlySet<number>): [number, number][] {
  const ranges: [number, number][] = [];
  for (const second of [...seconds].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.[1] === second) last[1] += 1;
    else ranges.push([second, second + 1]);
  }
  return ranges.slice(0, 200);
}
