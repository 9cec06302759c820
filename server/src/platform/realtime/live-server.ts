import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { AttendanceClientEvents, AttendanceServerEvents } from '@quad/shared/attendance';
import type { PlatformClientEvents, PlatformServerEvents } from '@quad/shared/platform';
import { Server, type Socket } from 'socket.io';
import type { Config } from '../config/config';
import type { Log } from '../observability/log';
import { isCrossSite } from '../http/origin';

type ClientEvents = PlatformClientEvents & AttendanceClientEvents;
type ServerEvents = PlatformServerEvents & AttendanceServerEvents;

interface SocketData {
  session: { sessionId: string; personId: string };
}

type Io = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;
export type LiveSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

/**
 * The sockets of this process. Every process hears of every change from the database's change streams and tells its own
 * sockets, so there is no adapter between processes and nothing to keep in step with the database.
 */
export interface LiveServer {
  /** to everybody in `room` on this process */
  to(room: string): { emit: Io['emit'] };
  /** how many sockets of this process are in `room` */
  size(room: string): number;
  /** names of the rooms that start with `prefix` and have somebody in them */
  rooms(prefix: string): string[];
  disconnect(room: string): void;
  /** asks everybody in `room` to come back, spread over `spreadMs`, and lets go of whoever does not */
  sendAway(room: string, spreadMs: number): void;
  attach(http: HttpServer | HttpsServer, hooks: LiveHooks, log: Log): void;
  /** tells everybody to come back elsewhere, spread over `spreadMs`, and closes */
  close(spreadMs: number): Promise<void>;
}

interface LiveHooks {
  sessionOf(cookieHeader: string | undefined): Promise<SocketData['session'] | null>;
  onConnection(socket: LiveSocket): void;
}

export function createLiveServer(config: Pick<Config, 'publicUrl'>): LiveServer {
  const io: Io = new Server({
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    // a phone that sleeps, or a network that went away unsaid, is noticed within nine seconds: whoever looks at a register may know
    pingInterval: 4_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: 100_000,
    allowRequest: (req, done) => done(null, !isCrossSite(req, config)),
  });
  return {
    to: (room) => io.local.to(room),
    size: (room) => io.sockets.adapter.rooms.get(room)?.size ?? 0,
    rooms: (prefix) => [...io.sockets.adapter.rooms.keys()].filter((room) => room.startsWith(prefix)),
    disconnect: (room) => io.in(room).disconnectSockets(true),
    sendAway: (room, spreadMs) => {
      for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
        const socket = io.sockets.sockets.get(id);
        const reconnectInMs = Math.round(Math.random() * spreadMs);
        socket?.emit('bye', { reconnectInMs });
        // with the half second until the clock is looked at again, a role that ends with a day is gone within one
        setTimeout(() => socket?.disconnect(true), 300).unref();
      }
    },
    attach: (http, hooks, log) => {
      io.attach(http);
      io.use((socket, next) => {
        hooks.sessionOf(socket.handshake.headers.cookie).then(
          (session) => {
            if (session === null) return next(new Error('signed_out'));
            socket.data.session = session;
            next();
          },
          (error: unknown) => {
            log.warn({ err: error }, 'handshake failed');
            next(new Error('unavailable'));
          },
        );
      });
      io.on('connection', (socket) => {
        const { sessionId, personId } = socket.data.session;
        void socket.join([`session:${sessionId}`, `person:${personId}`]);
        hooks.onConnection(socket);
      });
    },
    close: async (spreadMs) => {
      for (const socket of io.sockets.sockets.values())
        socket.emit('bye', { reconnectInMs: Math.round(Math.random() * spreadMs) });
      await new Promise((resolve) => setTimeout(resolve, 50));
      await io.close();
    },
  };
}
