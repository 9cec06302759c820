import { pino, type DestinationStream, type Logger } from 'pino';
import { safeError } from './safe-error';

export type Log = Logger;

/** One JSON line per event, on stdout unless told otherwise. People appear by id only: no name, address, token or mark. */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => safeError(error) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    destination ?? pino.destination(1),
  );
}

/** A request in its log line: what was asked and what came of it, never a header, a query or a body. */
export const requestSerializers = {
  req: (req: { id: unknown; method: string; originalUrl?: string; url: string }) => ({
    id: req.id,
    method: req.method,
    path: (req.originalUrl ?? req.url).split('?')[0],
  }),
  res: (res: { statusCode: number }) => ({ status: res.statusCode }),
  err: (error: unknown) => safeError(error),
};
