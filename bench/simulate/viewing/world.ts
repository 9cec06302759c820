import type { Range, ViewingState } from '@quad/shared/learning';
import { onRecord, type Place } from '../../../server/src/modules/learning/viewing/viewing-steps';
import { ViewingWriter } from '../../../server/src/modules/learning/viewing/viewing-writer';
import { Chance } from '../chance';
import { asError, Process } from '../process';
import { Timeline } from '../timeline';
import { ViewingDatabase } from './database';

export const duration = 400;
const flushEveryMs = 5_000;
const flushAfterMs = 45_000;
/** clocks of servers differ by so much, ms */
export const mostSkew = 400;

export type Said = { viewing: number; played: Range[]; position: number; playing: boolean };
export type Answer = Pick<ViewingState, 'viewing' | 'confirmed'>;

/** One server process: the product's writer, flushed as its part of the module does. */
class Server {
  readonly process: Process;
  readonly writer: ViewingWriter;

  constructor(world: ViewingWorld) {
    this.process = new Process('server', world.timeline);
    const skew = world.chance.between(-mostSkew, mostSkew);
    const now = (): number => world.began + world.timeline.now + skew;
    this.writer = new ViewingWriter(world.database.portsFor(this.process, now));
    this.process.every(flushEveryMs, () => void this.writer.flush(flushAfterMs).catch(() => undefined));
  }
}

/** People who watch, two servers, a database and the network between them; what really happened is written down beside it. */
export class ViewingWorld {
  readonly chance: Chance;
  readonly timeline = new Timeline();
  readonly database: ViewingDatabase;
  readonly began = 1_000_000_000;
  readonly servers: Server[];
  /** by viewing: what was handed out, said by somebody, promised to be on record, and said of the position */
  readonly handed = new Map<string, Range[]>();
  readonly said = new Map<string, Said[]>();
  readonly confirmed = new Map<string, Range[]>();
  readonly begun = new Map<string, number>();
  kills = 0;
  /** probability that a message is lost, comes twice; mean of its way, ms */
  loss: number;
  twice: number;
  way: number;

  constructor(seed: number) {
    this.chance = new Chance(`viewing ${seed}`);
    this.database = new ViewingDatabase(this.chance);
    this.servers = [new Server(this), new Server(this)];
    this.loss = this.chance.pick([0, 0.05, 0.2]);
    this.twice = this.chance.pick([0, 0.1]);
    this.way = this.chance.pick([20, 300, 4_000]);
    this.database.loss = this.chance.pick([0, 0, 0.05]);
  }

  /** A server is killed with all it had not written down, and another one comes. */
  kill(): void {
    const at = this.chance.between(0, this.servers.length - 1);
    this.servers[at]?.process.kill();
    this.servers[at] = new Server(this);
    this.kills += 1;
  }

  heal(): void {
    this.loss = 0;
    this.twice = 0;
    this.way = 20;
    this.database.loss = 0;
  }

  begin(place: Place): Promise<Answer> {
    this.begun.set(place.personId, Math.min(this.begun.get(place.personId) ?? Infinity, this.timeline.now));
    return this.#request(async ({ writer }) => {
      const { viewing } = await writer.begin(place);
      return { viewing, confirmed: [] };
    });
  }

  beat(place: Place, said: Said): Promise<Answer> {
    noted(this.said, place.viewingId, said);
    return this.#request(async ({ writer }) => {
      const after = await writer.beat(place, said);
      return { viewing: after.viewing, confirmed: onRecord(after, said.played) };
    }).then((answer) => {
      for (const range of answer.confirmed) noted(this.confirmed, place.viewingId, range);
      return answer;
    });
  }

  /** @returns whether the segment came */
  fetch({ viewingId, personId, lessonId, videoId }: Place, segment: number): boolean {
    if (this.chance.of(this.loss)) return false;
    noted(this.handed, viewingId, [segment * 4, segment * 4 + 4]);
    this.chance
      .pick(this.servers)
      .writer.sent({ viewingId, personId, lessonId, videoId, segments: [segment] });
    return true;
  }

  /** There, perhaps twice, and back. No answer comes within 20 s: whoever asked goes on without. */
  #request(work: (server: Server) => Promise<Answer>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.timeline.after(20_000, () => reject(new Error('no answer')));
      const copies = this.chance.of(this.twice) ? 2 : 1;
      for (let copy = 0; copy < copies; copy++) {
        if (this.chance.of(this.loss)) continue;
        const server = this.chance.pick(this.servers);
        server.process.after(1 + this.chance.wait(this.way), () => {
          void work(server).then(
            (answer) => {
              if (!this.chance.of(this.loss))
                this.timeline.after(1 + this.chance.wait(this.way), () => resolve(answer));
            },
            (error: unknown) => this.timeline.after(1, () => reject(asError(error))),
          );
        });
      }
    });
  }
}

function noted<T>(book: Map<string, T[]>, key: string, what: T): void {
  const page = book.get(key) ?? [];
  page.push(what);
  book.set(key, page);
}
