import type { AbsenceReport } from '@quad/shared/attendance';
import type { FileAnswer } from '@quad/shared/platform';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { AbsenceFileModel, type AbsenceFileRecord } from './absence.model';
import { absenceFor, absences, alreadyDecided, presentAbsence } from './absences.present';

/** Puts a letter or a picture with a report that waits; another one takes its place. @throws Failure not_found, conflict */
export async function attachAbsenceFile(
  ctx: Context,
  absenceId: string,
  { type, bytes }: { type: string; bytes: Uint8Array },
): Promise<AbsenceReport> {
  const record = await absenceFor(ctx, absenceId, 'absence:report');
  if (record.state !== 'pending') throw alreadyDecided(record.state);
  const { districtId, schoolId } = record;
  // first what the report will point to: a report never names a file that is not there
  await AbsenceFileModel.updateOne(
    { _id: absenceId, districtId },
    { $set: { schoolId, type, content: Buffer.from(bytes) } },
    { upsert: true },
  );
  const file = { type, bytes: bytes.byteLength };
  await absences(ctx).updateMany({ _id: absenceId }, { $set: { file } });
  return presentAbsence(ctx, { ...record, file });
}

const endings: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** @throws Failure not_found */
export async function readAbsenceFile(ctx: Context, absenceId: string): Promise<FileAnswer> {
  const { districtId, from } = await absenceFor(ctx, absenceId, 'absence:read');
  const file = await AbsenceFileModel.findOne({ _id: absenceId, districtId }).lean<AbsenceFileRecord>();
  if (file === null) throw new Failure('not_found');
  const bytes = asBytes(file.content);
  return {
    type: file.type,
    name: `absence-${from}.${endings[file.type] ?? 'bin'}`,
    // eslint-disable-next-line @typescript-eslint/require-await -- a file in memory is a stream of one piece
    content: (async function* () {
      yield bytes;
    })(),
  };
}

/** Lean reads give the driver's own Binary. */
function asBytes(content: Buffer | { buffer: Uint8Array }): Uint8Array {
  return Buffer.isBuffer(content)
    ? content
    : content.buffer instanceof Uint8Array
      ? content.buffer
      : new Uint8Array();
}
