import { inTransaction } from '../../../platform/database/transaction';
import { takeRoom } from '../../../platform/files/file-room';
import { AbsenceFileModel, AbsenceModel, type AbsenceFileRecord, type AbsenceRecord } from './absence.model';

/** Takes away the files of these reports, and gives their schools the room back. */
export async function removeAbsenceFiles(ids: readonly string[]): Promise<void> {
  await inTransaction(async (session) => {
    const files = await AbsenceFileModel.find({ _id: { $in: ids } }, { districtId: 1, schoolId: 1 })
      .session(session)
      .lean<AbsenceFileRecord[]>();
    const held = { _id: { $in: files.map(({ _id }) => _id) } };
    const reports = await AbsenceModel.find(held, { file: 1 }).session(session).lean<AbsenceRecord[]>();
    const sizes = new Map(reports.map(({ _id, file }) => [_id, file?.bytes ?? 0]));
    await AbsenceFileModel.deleteMany(held, { session });
    for (const { _id, districtId, schoolId } of files)
      await takeRoom({ districtId, schoolId }, -(sizes.get(_id) ?? 0), 0, session);
  });
}
