import type {
  ImportChange,
  ImportGuard,
  ImportKindName,
  ImportNotice,
  ImportRefusal,
  ImportThing,
} from '@quad/shared/imports';
import type { Platform } from '../platform';

/** A file on this machine's disk for as long as it is read. */
export interface SpooledFile {
  path: string;
  /** application/zip or text/csv, as its first bytes say */
  type: string;
  bytes: number;
}

/** A change that is planned but not made: what a person sees of it, and what `apply` needs to make it. */
export interface PlannedChange<W = unknown> extends Omit<ImportChange, 'n'> {
  write: W;
}

export interface ImportPlace {
  importId: string;
  districtId: string;
  /** null: the district */
  schoolId: string | null;
  /** who handed it in */
  by: string;
  platform: Platform;
  /** the district's clock, ms */
  now(): number;
}

/** What a kind is given to read a file with. Whatever it says is buffered and written in batches: await each. */
export interface Reading extends ImportPlace {
  file: SpooledFile;
  fileName: string;
  plan(change: PlannedChange): Promise<void>;
  /** so many things stand as the file says */
  same(thing: ImportThing, count?: number): void;
  refuse(refusal: Omit<ImportRefusal, 'sentence'>): Promise<void>;
  notice(notice: ImportNotice): void;
  guard(guard: ImportGuard): void;
  progress(done: number, total: number): void;
}

/** Thrown by `read`: nothing of this file can be used, and why. */
export class Unusable extends Error {
  constructor(readonly why: ImportNotice) {
    super(why.code);
  }
}

export interface ImportKind {
  name: ImportKindName;
  /** in this order they are written; within one, as they were planned */
  things: readonly ImportThing[];
  /** English for each code of its notices and refusals, `{{name}}` where `about` has a word: for consoles and files */
  sentences: Readonly<Record<string, string>>;
  /** reads and compares; writes nothing but through what it is given. @throws Unusable */
  read(reading: Reading): Promise<void>;
  /**
   * Makes up to 500 changes of one thing. May be asked again for the same ones after a crash: it must come out the same.
   * @returns what could not be made after all
   */
  apply(
    thing: ImportThing,
    changes: readonly (PlannedChange & { n: number })[],
    place: ImportPlace,
  ): Promise<readonly Omit<ImportRefusal, 'sentence'>[]>;
  /** after the last change, before the import says it is done; may run again */
  finish?(place: ImportPlace): Promise<void>;
}
