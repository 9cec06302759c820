import { createWriteStream, readFileSync } from 'node:fs';

/** What clients say happened, a line each. The checker knows this and the database, and nothing of the product. */
export type HistoryLine =
  /** somebody did something on a device */
  | {
      t: 'act';
      register: string;
      client: string;
      mid: string;
      kind: 'mark' | 'close' | 'reopen';
      /** what was meant to be set; an undo sets what it finds, so its changes are not known to whoever asks for it */
      changes: { pupil: string; code: string | null }[];
      undoOf: string | null;
    }
  /** the server said that it has it */
  | { t: 'ack'; register: string; client: string; mid: string; epoch: number; seq: number }
  /** at the end, what a tab shows of a register it has open */
  | {
      t: 'shown';
      register: string;
      client: string;
      tab: string;
      epoch: number;
      seq: number;
      digest: string | null;
      status: string;
      waiting: number;
      marks: ShownMark[];
    }
  /** at the end, what of its own actions a device still keeps without the server's word */
  | { t: 'kept'; register: string; client: string; mid: string; refused: string | null }
  /** at the end, how often a tab had to ask for what it lacked, and how often its copy differed */
  | { t: 'repairs'; register: string; client: string; tab: string; syncs: number; desyncs: number };

export interface ShownMark {
  pupil: string;
  code: string | null;
  minutes?: number;
  ver: number;
}

export class HistoryWriter {
  readonly #stream;

  constructor(file: string) {
    this.#stream = createWriteStream(file);
  }

  write(line: HistoryLine): void {
    this.#stream.write(`${JSON.stringify(line)}\n`);
  }

  close(): Promise<void> {
    return new Promise((done) => this.#stream.end(done));
  }
}

export function readHistory(files: readonly string[]): HistoryLine[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as HistoryLine),
  );
}
