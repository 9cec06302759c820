import type { Config } from '../config/config';

/** Where people find this path of the site, for links in mails. */
export function addressOf(path: string, { publicUrl, port }: Config): string {
  return new URL(path, publicUrl ?? `http://localhost:${port}`).href;
}
