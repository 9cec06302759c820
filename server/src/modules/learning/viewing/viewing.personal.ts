import { documentsOf, type PersonalData } from '../../../platform/personal/personal-data';
import { ViewingClockModel, ViewingModel } from './viewing.model';

/** What a person watched: ids, seconds and moments, without a name. It stays counted when the name is taken away. */
export const viewingPersonal: PersonalData[] = [
  {
    collection: 'viewings',
    rows: ({ personId, districtId }) => documentsOf(ViewingModel, { personId, districtId }),
  },
  {
    collection: 'viewing_clocks',
    rows: ({ personId, districtId }) => documentsOf(ViewingClockModel, { _id: personId, districtId }),
  },
];
