import { documentsOf, type PersonalData } from '../../platform/personal/personal-data';
import { membershipsOf } from '../identity';
import { CoverModel, EnrolmentModel, TeachingModel } from './class.model';

/** What a school's timetable keeps about somebody. */
export const schoolsPersonal: PersonalData[] = [
  {
    collection: 'teachings',
    rows: ({ personId, districtId }) => documentsOf(TeachingModel, { personId, districtId }),
  },
  {
    collection: 'enrolments',
    rows: async function* ({ personId, districtId }) {
      const held = await membershipsOf(districtId, personId);
      const schoolIds = [...new Set(held.flatMap(({ schoolId }) => schoolId ?? []))];
      yield* documentsOf(EnrolmentModel, { schoolId: { $in: schoolIds }, pupilId: personId });
    },
  },
  {
    collection: 'covers',
    rows: ({ personId, districtId }, { inside }) =>
      documentsOf(CoverModel, { personId, districtId }, inside ? {} : { note: 0 }),
    // a note says why somebody takes over, and often for whom
    forget: async ({ personId, districtId }) => {
      await CoverModel.updateMany({ personId, districtId }, { $set: { note: null } });
    },
  },
];
