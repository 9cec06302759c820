import type { Request, Response } from 'express';
import type { Config } from '../config/config';
import type { Cookies } from './context';

/** httpOnly, SameSite=Lax cookies; `Secure` and the `__Host-`/`__Secure-` names only where the address is https, or browsers drop them. */
export function cookiesOf(req: Request, res: Response, config: Config): Cookies {
  const secure = isHttps(config);
  return {
    get: (name) => readCookie(req.headers.cookie, cookieName(name, config)),
    set: (name, value, { path, maxAgeMs }) => {
      res.cookie(cookieName(name, config), value, {
        httpOnly: true,
        secure,
        sameSite: 'lax',
        path,
        maxAge: maxAgeMs,
      });
    },
    clear: (name, path) => {
      res.clearCookie(cookieName(name, config), { httpOnly: true, secure, sameSite: 'lax', path });
    },
  };
}

/** `access` is sent everywhere (`__Host-` forces Path=/); `refresh` only to its own path. */
export function cookieName(name: string, config: Config): string {
  if (!isHttps(config)) return `quad_${name}`;
  return name === 'access' ? '__Host-quad_access' : `__Secure-quad_${name}`;
}

export function isHttps(config: Config): boolean {
  return config.publicUrl?.protocol === 'https:';
}

/** For the WebSocket handshake, which no cookie middleware sees. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  const value = pair?.trim().slice(name.length + 1);
  // ours are plain ASCII; whatever needs decoding is not ours, and decoding it could throw
  return value === undefined || value.includes('%') ? undefined : value;
}
