import { apiRoot } from '@quad/shared/platform';
import { vi } from 'vitest';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  headers: Headers;
}

type Handler = (asked: Asked) => Response | Promise<Response>;

/** Stands in for the network below `/api/v1`; `routes` are `"GET /me/today"`, the first whose start fits answers. */
export function fakeApi(routes: Record<string, Handler>): Asked[] {
  const seen: Asked[] = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const url = new URL(address, 'http://quad.test');
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const asked = {
      method: init.method ?? 'GET',
      path: url.pathname.slice(apiRoot.length),
      query: url.searchParams,
      body,
      headers: new Headers(init.headers),
    };
    seen.push(asked);
    const handler = Object.entries(routes).find(([route]) =>
      `${asked.method} ${asked.path}`.startsWith(route),
    )?.[1];
    return handler === undefined ? refuse(404, 'not_found') : await handler(asked);
  });
  return seen;
}

export function answer(body: unknown, status = 200): Response {
  return new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

export function refuse(status: number, code: string, about?: Record<string, string>): Response {
  return answer({ type: 'about:blank', code, status, title: code, about }, status);
}
