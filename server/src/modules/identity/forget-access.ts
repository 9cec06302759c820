import type { ClientSession } from 'mongoose';
import { DeviceModel, PersonCodeModel } from './access.model';
import { SessionModel } from './person.model';
import { endSecondFactorOf } from './second-factor';

/** For somebody who is erased: nothing by which they got in is left, and whatever is open ends. */
export async function forgetAccess(personId: string, session: ClientSession): Promise<void> {
  await endSecondFactorOf(personId, session);
  await SessionModel.deleteMany({ personId }, { session });
  await DeviceModel.deleteMany({ personId }, { session });
  await PersonCodeModel.deleteMany({ personId }, { session });
}
