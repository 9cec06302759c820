import { apiRoot, type Endpoint } from '@quad/shared/platform';
import { idToken, type Json } from './shapes';

/** A request on its way to be made: parts can still be bent one by one. */
export interface Draft {
  method: string;
  /** percent-encoded */
  path: string;
  /** percent-encoded, without its question mark */
  query: string;
  headers: Record<string, string | string[]>;
  body: Buffer | null;
}

export interface Filled {
  params: Record<string, string>;
  query: Record<string, Json>;
  body: Json | undefined;
  /** the whole body of an upload, base64 */
  file: { type: string; bytes: string } | undefined;
}

/** @param idOf the id a token stands for */
export function draftOf(
  { method, path }: Endpoint,
  { params, query, body, file }: Filled,
  idOf: (kind: string, n: number) => string,
): Draft {
  const named = (text: string): string =>
    text.replace(idToken, (_, kind: string, n: string) => idOf(kind, Number(n)));
  const asked = Object.entries(query).map(
    ([name, value]) =>
      `${encoded(name)}=${encoded(named(typeof value === 'string' ? value : textOf(value)))}`,
  );
  const draft: Draft = {
    method,
    path: apiRoot + path.replace(/:(\w+)/g, (_, name: string) => encoded(named(params[name] ?? ''))),
    query: asked.join('&'),
    headers: {},
    body: null,
  };
  if (file !== undefined) {
    draft.headers['content-type'] = file.type;
    draft.body = Buffer.from(file.bytes, 'base64');
  } else if (body !== undefined) {
    draft.headers['content-type'] = 'application/json';
    draft.body = Buffer.from(named(textOf(body)));
  }
  return draft;
}

export function textOf(value: Json): string {
  return JSON.stringify(value);
}

/** As encodeURIComponent, which throws where half a character is missing. */
export function encoded(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

/** The request as a line for a shell, with its session left to whoever repeats it. */
export function asCurl({ method, path, query, headers, body }: Draft, who: string): string {
  const url = shortened(`$QUAD${path}${query === '' ? '' : `?${query}`}`);
  const shown = Object.entries(headers)
    .filter(([name]) => name !== 'cookie' && name !== 'authorization')
    .flatMap(([name, value]) => [value].flat().map((each) => `-H ${quoted(shortened(`${name}: ${each}`))}`));
  const data = body === null ? [] : [`--data-binary $'${escaped(body)}'`];
  return [`# as ${who}`, `curl -g -X ${method} "${url}"`, '-b "$COOKIES"', ...shown, ...data]
    .join(' ')
    .replace(' curl', '\ncurl');
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const most = 1_000;

function shortened(text: string): string {
  return text.length > most ? `${text.slice(0, most)}…(${text.length} characters)` : text;
}

function escaped(bytes: Buffer): string {
  const text = [...bytes.subarray(0, most)]
    .map((byte) =>
      byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
        ? String.fromCharCode(byte)
        : `\\x${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');
  return bytes.length > most ? `${text}…(${bytes.length} bytes)` : text;
}
