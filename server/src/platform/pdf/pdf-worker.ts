import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { pdfMake } from './pdfmake';

/** Runs on a worker thread: four hundred cards are two seconds of JavaScript, and the event loop is for marks. */
export default async function render(document: TDocumentDefinitions): Promise<Uint8Array> {
  return pdfMake.createPdf(document).getBuffer();
}
