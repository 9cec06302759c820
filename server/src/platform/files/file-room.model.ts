import { Schema } from 'mongoose';
import { collection, number, strictly, text } from '../database/collection';

/** How many bytes of files a school has, by the school's id. */
interface FileRoom {
  _id: string;
  districtId: string;
  schoolId: string;
  bytes: number;
}

const room = new Schema<FileRoom>({ _id: text, districtId: text, schoolId: text, bytes: number }, strictly);
export const FileRoomModel = collection('file_rooms', room);
