import { Piscina } from 'piscina';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';

let pool: Piscina<TDocumentDefinitions, Uint8Array> | null = null;

/** A document of plain data (no functions) as a PDF, made beside the event loop; one at a time, for they are rare and large. */
export async function* renderPdf(document: TDocumentDefinitions): AsyncGenerator<Uint8Array> {
  pool ??= start();
  yield await pool.run(document);
}

function start(): Piscina<TDocumentDefinitions, Uint8Array> {
  const fromSource = import.meta.url.endsWith('.ts');
  return new Piscina({
    filename: new URL(fromSource ? './pdf-worker.ts' : './pdf-worker.js', import.meta.url).href,
    execArgv: fromSource ? ['--import', 'tsx'] : [],
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
  });
}
