import type { Cache } from './cache/cache';
import type { Config } from './config/config';
import type { Secrets } from './config/secrets';
import type { Hasher } from './crypto/hasher';
import type { Position } from './database/position';
import type { Imports } from './imports/imports';
import type { Limits } from './limits/limits';
import type { Log } from './observability/log';
import type { Mailer } from './mail/mailer';
import type { PersonalData } from './personal/personal-data';
import type { LiveServer } from './realtime/live-server';
import type { Kept } from './retention/kept';

/** What one server process stands on. Made once in main.ts or by a test; modules receive it and make none of it. */
export interface Platform {
  config: Config;
  secrets: Secrets;
  log: Log;
  cache: Cache;
  hasher: Hasher;
  /** how often something may be tried */
  limits: Limits;
  live: LiveServer;
  /** how far the change stream that caches forget by has been told */
  position: Position;
  mailer: Mailer;
  imports: Imports;
  /** what every module keeps about people, and what of theirs grows old */
  personal: readonly PersonalData[];
  kept: readonly Kept[];
}
