import type { auditContract } from '@quad/shared/audit';
import { district, everyone, family, office, schoolAdmin, self } from '../grants';
import type { RowsOf } from '../row';

const admins = { ...district, ...schoolAdmin };

export const auditRows: RowsOf<typeof auditContract> = {
  audit: [
    { about: 'me', may: admins },
    { about: 'school', may: admins, refused: 404, ask: ({ schoolId }) => ({ query: { school: schoolId } }) },
  ],
  disclosures: {
    ...{ about: 'pupil', may: { ...district, ...office, ...self, ...family }, refused: 404 },
    ask: ({ pupilId }) => ({ params: { pupilId } }),
  },
  myData: { about: 'me', may: everyone },
  personData: {
    ...{ about: 'pupil', may: { ...admins, ...family }, refused: 404 },
    ask: ({ pupilId }) => ({ params: { personId: pupilId } }),
  },
  erase: {
    ...{ about: 'school', may: district },
    ask: ({ leaverId, leaverName }) => ({ params: { personId: leaverId }, body: { name: leaverName } }),
  },
  retention: { about: 'school', may: admins },
  setRetention: { about: 'school', may: admins, ask: (_thing, { n }) => ({ body: { years: 6 + (n % 40) } }) },
};
