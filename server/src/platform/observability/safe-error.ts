/** What of an error goes into the log: what kind, where, and what it said without the values it said it about. */
interface SafeError {
  type: string;
  message: string;
  stack: string;
  code?: string | number;
  cause?: SafeError;
}

const deepest = 3;

/**
 * The database quotes the values of a duplicate key, a parser quotes what it could not read, a mail server the address it refused:
 * whatever stands in quotation marks or braces goes, and so does every property an error carries besides.
 */
export function safeError(error: unknown, depth = deepest): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error', stack: '' };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: withoutValues(error.message),
    stack: frames.join('\n'),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(error.cause !== undefined && depth > 0 && { cause: safeError(error.cause, depth - 1) }),
  };
}

/** Of several lines the first, for the others are what was looked at. */
function withoutValues(message: string): string {
  return (message.split('\n')[0] ?? '')
    .slice(0, 500)
    .replace(/".*"/g, '"…"')
    .replace(/“.*”/g, '“…”')
    .replace(/\{.*\}?/g, '{…}')
    .replace(/\/\/[^/\s@]*@/g, '//…@')
    .replace(/[^\s<>(),;:]+@[^\s<>(),;:]+/g, '…@…');
}
