import { Failure } from '../http/failure';

const longest = 160;

/** Why something failed, for a log and an admin's screen: e-mail addresses, which mail servers like to quote, are taken out. */
export function reasonOf(error: unknown): string {
  if (error instanceof Failure) return error.code;
  if (!(error instanceof Error)) return 'failed';
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  const words = error.message.replace(/\S+@\S+/g, '…').replace(/\s+/g, ' ');
  return `${code}${words}`.slice(0, longest) || error.name;
}
