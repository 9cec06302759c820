import {
  Refusal,
  ServerClock,
  Workbench,
  type CaughtUp,
  type NewAction,
  type Place,
  type Replica,
} from '@quad/shared/attendance';
import { Election } from '@quad/shared/platform';
import { Failure } from '../../server/src/platform/http/failure';
import { Connection } from './connection';
import type { Channel, Device } from './device';
import { diskOf } from './disk';
import { asError, Process } from './process';
import type { Server } from './server';
import { brief } from './story';
import type { World } from './world';

const ackMs = 5_000;

/** One life of one tab: the product's election and workbench, with a socket, a clock and a way to the server. */
export class Tab {
  readonly process: Process;
  readonly world: World;
  readonly election: Election;
  readonly workbench: Workbench;
  #socket: { connection: Connection; server: Server } | null = null;
  #connecting = false;
  #lastUuid = '';

  constructor(
    readonly device: Device,
    readonly name: string,
  ) {
    const { world, clientId, personId } = device;
    this.world = world;
    this.process = new Process(name, world.timeline);
    const { chance } = world;
    const after = (ms: number, task: () => void) => this.process.after(ms, task);
    this.election = new Election(name, {
      lock: (steal, held, lost) => device.lock.request(this.process, steal, held, lost),
      post: (beat) => device.post(this, { beat }),
      after,
      random: chance.next,
    });
    this.workbench = new Workbench(
      { actorId: personId, clientId, tab: name },
      {
        clock: new ServerClock(device.clock),
        uuid: () => (this.#lastUuid = chance.uuid()),
        random: chance.next,
        after,
        store: diskOf(device.store, this.process, chance),
        submit: async (registerId, submission) => {
          const what = `submits since ${submission.epoch}/${submission.since} ${submission.actions.map(brief).join(', ')}`;
          const { answer, era } = await this.#ask(what, (server) =>
            server.mark(personId, registerId, submission),
          );
          for (const result of answer.results)
            world.history.acked.push({
              t: world.timeline.now,
              registerId,
              client: clientId,
              era,
              epoch: answer.epoch,
              result,
            });
          return answer;
        },
        sync: async (registerId, since) =>
          (
            await this.#ask(`syncs since ${since.epoch}/${since.seq}`, (server) =>
              server.sync(personId, registerId, since),
            )
          ).answer,
        subscribe: (registerId, since) => this.#subscribe(registerId, since),
        leave: (registerId) => {
          const socket = this.#socket;
          if (socket !== null)
            socket.connection.send('server', () => socket.server.leave(registerId, socket.connection));
        },
        reconnect: () => this.#reconnect(),
        post: (news) => device.post(this, { news }),
        leads: () => this.election.leads,
      },
    );
    this.election.subscribe(() => this.#leadership());
  }

  start(): void {
    this.world.story?.tell(this.name, this.name, 'opens');
    void this.workbench.start();
    for (const id of this.world.registerIds) {
      const replica = this.workbench.replica(id);
      replica.subscribe(() => this.world.saw(this, id));
      this.workbench.open(id);
    }
    if (this.election.leads) this.#connect();
  }

  replica(registerId: string): Replica {
    return this.workbench.replica(registerId);
  }

  act(registerId: string, what: NewAction): string {
    const { epoch, seq } = this.replica(registerId).view();
    const order = this.world.nextOrder();
    const mid = this.replica(registerId).act(what);
    this.world.acted(this, registerId, { order, mid, undoOf: null, saw: { epoch, seq }, ...what });
    return mid;
  }

  undo(registerId: string, undoOf: string): void {
    const { epoch, seq } = this.replica(registerId).view();
    const before = this.#lastUuid;
    const order = this.world.nextOrder();
    this.replica(registerId).undo(undoOf, 'taken back');
    const mid = this.#lastUuid;
    if (mid === before) return;
    this.world.acted(this, registerId, {
      order,
      kind: 'mark',
      changes: [],
      mid,
      undoOf,
      saw: { epoch, seq },
    });
  }

  heard(message: Channel): void {
    if ('beat' in message) this.election.heard(message.beat);
    else if ('news' in message) this.workbench.heard(message.news);
    else if ('event' in message) this.workbench.event(message.event);
    else this.workbench.head(message.head);
  }

  #leadership(): void {
    this.world.story?.tell(this.name, this.name, this.election.leads ? 'leads' : 'leads no more');
    if (this.election.leads) this.#connect();
    else this.#disconnect();
    this.workbench.leadership();
  }

  #connect(): void {
    if (this.#socket !== null || this.#connecting || !this.election.leads) return;
    this.#connecting = true;
    const { world, device } = this;
    this.process.after(2 + 2 * world.chance.wait(world.mix.delay), () => {
      this.#connecting = false;
      const server = world.someServer();
      if (!this.election.leads) return;
      if (server === null || !device.online) {
        this.process.after(world.chance.between(500, 1_500), () => this.#connect());
        return;
      }
      world.story?.tell(this.name, server.process.name, 'connects');
      const cut = (): boolean => !device.online;
      const connection = new Connection(
        this.name,
        this.process,
        server.process,
        () => world.mix,
        world.chance,
        cut,
      );
      this.#socket = { connection, server };
      connection.onClosed('server', () => server.gone(connection));
      connection.onClosed('tab', () => {
        if (this.#socket?.connection !== connection) return;
        this.#socket = null;
        this.process.after(world.chance.between(100, 1_000), () => this.#connect());
      });
      this.workbench.connected();
    });
  }

  /** The connection breaks, on whatever side. */
  breakConnection(): void {
    this.#socket?.connection.close();
  }

  #disconnect(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.connection.close();
  }

  #reconnect(): void {
    this.#disconnect();
    this.#connect();
  }

  async #subscribe(registerId: string, since: Place): Promise<CaughtUp> {
    const socket = this.#socket;
    if (socket === null) throw new Error('no connection');
    const { connection, server } = socket;
    const { world } = this;
    return new Promise((resolve, reject) => {
      this.process.after(ackMs, () => reject(new Error('no answer')));
      world.story?.tell(this.name, server.process.name, `subscribes since ${since.epoch}/${since.seq}`);
      connection.send('server', () => {
        server
          .subscribe(this.device.personId, registerId, since, connection, {
            event: (event) => {
              world.story?.tell(
                server.process.name,
                this.name,
                `event ${event.epoch}/${event.entry.seq} ${brief(event.entry)}`,
              );
              this.device.post(this, { event });
              this.workbench.event(event);
            },
            head: (head) => {
              world.story?.tell(
                server.process.name,
                this.name,
                `head ${head.epoch}/${head.head} ${head.digest}`,
              );
              this.device.post(this, { head });
              this.workbench.head(head);
            },
          })
          .then(
            (answer) =>
              connection.send('tab', () => {
                world.story?.tell(server.process.name, this.name, `subscribed, ${answered(answer)}`);
                resolve(answer);
              }),
            (error: unknown) => connection.send('tab', () => reject(asError(error))),
          );
      });
    });
  }

  /** Over HTTP. @throws Refusal for a final no, Error where no answer came */
  async #ask<T extends CaughtUp>(
    what: string,
    handle: (server: Server) => Promise<T>,
  ): Promise<{ answer: T; era: number }> {
    const { world } = this;
    try {
      return await world.request(this, what, async (server) => {
        const answer = await handle(server);
        world.story?.tell(server.process.name, this.name, `answers ${answered(answer)}`);
        return { answer, era: world.database.era };
      });
    } catch (error) {
      if (error instanceof Failure && error.code !== 'unavailable') throw new Refusal(error.code);
      throw error;
    }
  }
}

function answered(answer: CaughtUp): string {
  const what = 'events' in answer ? `+${answer.events.length}` : `snapshot ${answer.snapshot.seq}`;
  return `${answer.epoch}/${answer.head} ${what}${'results' in answer ? ` ${JSON.stringify(answer.results)}` : ''}`;
}
