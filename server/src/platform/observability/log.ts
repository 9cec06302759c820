import { pino, type Logger } from 'pino';

export type Log = Logger;

/** One JSON line per event on stdout. People appear by id only: no name, address, token or mark. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: { pid: process.pid },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

/** A request in its log line: what was asked and what came of it, never a header, a query or a body. */
export const requestSerializers = {
  req: (req: { id: unknown; method: string; url: string }) => ({
    id: req.id,
    method: req.method,
    path: req.url.split('?')[0],
  }),
  res: (res: { statusCode: number }) => ({ status: res.statusCode }),
};
