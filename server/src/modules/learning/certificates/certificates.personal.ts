import { documentsOf, type PersonalData } from '../../../platform/personal/personal-data';
import { CertificateModel } from './certificate.model';

/** A certificate of somebody erased still holds, for it was earned; it says the pseudonym, so that a code tells nobody's name any more. */
export const certificatesPersonal: PersonalData[] = [
  {
    collection: 'certificates',
    rows: ({ personId, districtId }) => documentsOf(CertificateModel, { personId, districtId }),
    forget: async ({ personId, districtId, pseudonym }) => {
      const own = { personId, districtId };
      await CertificateModel.updateMany(own, { $set: { name: pseudonym } });
      await CertificateModel.updateMany({ ...own, reason: { $ne: null } }, { $set: { reason: '…' } });
    },
  },
];
