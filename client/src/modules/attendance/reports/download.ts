import { problem } from '@quad/shared/platform';
import { ApiError, Unreachable } from '../../../platform/api-error';
import { refreshSession } from '../../../platform/refresh';

export interface Progress {
  bytes: number;
  /** lines so far, of a file that has any to count */
  rows: number;
  /** about how many rows there will be, when the server said so */
  expected: number | null;
}

interface File {
  name: string;
  content: Blob;
}

const newline = 10;

/**
 * Fetches a file and tells how far it is, chunk by chunk. There is no time limit: a district's year takes its minutes.
 * @throws ApiError when it is refused, Unreachable when it breaks off; the signal's reason when it was called off
 */
export async function download(
  address: string,
  told: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<File> {
  let response = await opened(address, signal);
  if (response.status === 401 && (await refreshSession())) response = await opened(address, signal);
  if (!response.ok) throw await refusal(response);
  const type = response.headers.get('content-type') ?? '';
  const expected = response.headers.get('x-quad-rows');
  const progress: Progress = { bytes: 0, rows: 0, expected: expected === null ? null : Number(expected) };
  const isText = type.startsWith('text/') || type.startsWith('application/json');
  const chunks: BlobPart[] = [];
  for await (const chunk of chunksOf(response, signal)) {
    chunks.push(chunk);
    progress.bytes += chunk.length;
    if (isText) progress.rows += chunk.reduce((rows, byte) => rows + (byte === newline ? 1 : 0), 0);
    told({ ...progress });
  }
  return { name: nameOf(response), content: new Blob(chunks, { type }) };
}

async function opened(address: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, { signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Unreachable(error);
  }
}

async function* chunksOf(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (signal.aborted) throw error;
      throw new Unreachable(error);
    });
    if (done) return;
    yield value;
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const code = response.status >= 502 ? 'unavailable' : 'internal';
  const known = problem.safeParse(body).data;
  return new ApiError(known ?? { type: 'about:blank', code, status: response.status, title: code });
}

function nameOf(response: Response): string {
  const said = response.headers.get('content-disposition') ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1];
  return encoded === undefined ? 'report' : decodeURIComponent(encoded);
}

/** Hands the file to the browser, which puts it where downloads go. */
export function save({ name, content }: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // the browser reads it after this task
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
