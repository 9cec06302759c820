import type { AbsenceReport } from '@quad/shared/attendance';
import type { FileAnswer } from '@quad/shared/platform';
import { inTransaction } from '../../../platform/database/transaction';
import { cleanPicture } from '../../../platform/files/clean-picture';
import { takeRoom } from '../../../platform/files/file-room';
import type { Context } from '../../../platform/http/context';
import { Failure } from '../../../platform/http/failure';
import { AbsenceFileModel, AbsenceModel, type AbsenceFileRecord, type AbsenceRecord } from './absence.model';
import { absenceFor, alreadyDecided, presentAbsence } from './absences.present';

/** Puts a letter or a picture with a report that waits; another one takes its place. @throws Failure not_found, conflict, no_room */
export async function attachAbsenceFile(
  ctx: Context,
  absenceId: string,
  given: { type: string; bytes: Uint8Array },
): Promise<AbsenceReport> {
  const record = await absenceFor(ctx, absenceId, 'absence:report');
  if (record.state !== 'pending') throw alreadyDecided(record.state);
  const { districtId, schoolId } = record;
  const { type } = given;
  const bytes =
    type === 'image/jpeg' || type === 'image/png' ? await cleanPicture(type, given.bytes) : given.bytes;
  const file = { type, bytes: bytes.byteLength };
  const own = { _id: absenceId, districtId };
  await inTransaction(async (session) => {
    const before = await AbsenceModel.findOneAndUpdate(
      { ...own, state: 'pending' },
      { $set: { file } },
      { session },
    ).lean<AbsenceRecord>();
    // decided while the picture was drawn
    if (before === null) throw new Failure('conflict');
    const more = file.bytes - (before.file?.bytes ?? 0);
    await takeRoom(record, more, ctx.platform.config.schoolFileBytes, session);
    const content = { schoolId, type, content: Buffer.from(bytes) };
    await AbsenceFileModel.updateOne(own, { $set: content }, { upsert: true, session });
  });
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
