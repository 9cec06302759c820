import { letIn, orUnreachable } from '../../../platform/api';
import { fileNameOf } from '../../../platform/files';

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
  const response = await letIn(() => orUnreachable(fetch(address, { signal }), signal), signal);
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
  return { name: fileNameOf(response), content: new Blob(chunks, { type }) };
}

async function* chunksOf(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  for (;;) {
    const { done, value } = await orUnreachable(reader.read(), signal);
    if (done) return;
    yield value;
  }
}
