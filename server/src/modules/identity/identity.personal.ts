import { documentsOf, type PersonalData } from '../../platform/personal/personal-data';
import { DeviceModel, PersonCodeModel } from './access.model';
import { GuardianshipModel, MembershipModel, PersonModel, SessionModel } from './person.model';
import { SecondFactorModel } from './second-factor.model';

/** What identity keeps about somebody. Nothing that lets anybody in leaves the database: no hash, no secret. */
export const identityPersonal: PersonalData[] = [
  {
    collection: 'people',
    rows: ({ personId, districtId }) =>
      documentsOf(PersonModel, { _id: personId, districtId }, { passwordHash: 0 }),
  },
  {
    collection: 'memberships',
    rows: ({ personId, districtId }) => documentsOf(MembershipModel, { personId, districtId }),
  },
  {
    collection: 'guardianships',
    rows: ({ personId, districtId }) =>
      documentsOf(GuardianshipModel, {
        $or: [
          { guardianId: personId, districtId },
          { pupilId: personId, districtId },
        ],
      }),
  },
  {
    collection: 'sessions',
    rows: ({ personId }) => documentsOf(SessionModel, { personId }, { generation: 0 }),
  },
  {
    collection: 'person_codes',
    rows: ({ personId }) => documentsOf(PersonCodeModel, { personId }, { hash: 0 }),
  },
  {
    collection: 'devices',
    rows: ({ personId }) => documentsOf(DeviceModel, { personId }, { deviceHash: 0 }),
  },
  {
    collection: 'second_factors',
    rows: ({ personId }) =>
      documentsOf(SecondFactorModel, { _id: personId }, { sealed: 0, keyId: 0, recoveryHashes: 0 }),
  },
];
