import type { ClientSession } from 'mongoose';
import { isDuplicate } from '../database/failures';
import { Failure } from '../http/failure';
import { FileRoomModel } from './file-room.model';

/**
 * Counts a file to its school, in the transaction that keeps it.
 * @param bytes how many more than before: less than 0 where a smaller file takes another's place
 * @throws Failure no_room beyond `most` bytes
 */
export async function takeRoom(
  { districtId, schoolId }: { districtId: string; schoolId: string },
  bytes: number,
  most: number,
  session: ClientSession,
): Promise<void> {
  const fits = bytes <= 0 ? {} : { bytes: { $lte: most - bytes } };
  try {
    await FileRoomModel.updateOne(
      { _id: schoolId, districtId, ...fits },
      { $inc: { bytes }, $setOnInsert: { schoolId } },
      { upsert: true, session },
    );
  } catch (error) {
    // there is one, and it is full
    if (!isDuplicate(error)) throw error;
    throw new Failure('no_room', 'This school’s files take all the room there is. Ask the office.');
  }
}
