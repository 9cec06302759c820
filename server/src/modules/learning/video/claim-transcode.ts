import { TranscodeModel, type TranscodeRecord } from './video.model';

export const leaseMs = 30_000;
export const mostTries = 3;

/** Takes the piece of work that is next, or one whose worker is gone; null when there is none. Smaller ones come first. */
export function claimTranscode(): Promise<TranscodeRecord | null> {
  const now = Date.now();
  return TranscodeModel.findOneAndUpdate(
    { state: { $in: ['waiting', 'running'] }, nextAt: { $lte: new Date(now) } },
    {
      $set: { state: 'running', nextAt: new Date(now + leaseMs), startedAt: now, doneAt: null, progress: 0 },
      $inc: { tries: 1, run: 1 },
    },
    { sort: { order: 1, nextAt: 1 }, returnDocument: 'after' },
  ).lean<TranscodeRecord>();
}

/** The work as it was claimed: whoever took it over meanwhile has another number. */
export function claimed({ _id, run }: Pick<TranscodeRecord, '_id' | 'run'>) {
  return { _id, run, state: 'running' } as const;
}

/** Says that it goes on. @returns false when another has it now, or nobody wants it any more */
export async function renewLease(transcode: TranscodeRecord, progress: number): Promise<boolean> {
  const { matchedCount } = await TranscodeModel.updateOne(claimed(transcode), {
    $set: { nextAt: new Date(Date.now() + leaseMs), progress },
  });
  return matchedCount === 1;
}

/** Lays down what was begun, for whoever is next: this process stops. It does not count as a try. */
export async function layDown(transcode: TranscodeRecord): Promise<void> {
  await TranscodeModel.updateOne(claimed(transcode), {
    $set: { state: 'waiting', nextAt: new Date(), progress: 0, startedAt: null },
    $inc: { tries: -1 },
  });
}
