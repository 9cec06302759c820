import type { certificateContract } from '@quad/shared/learning';
import { asked, courseMakers, courseStaff, district, everyone, family, office, self } from '../grants';
import type { RowsOf } from '../row';
import type { Thing } from '../world';

const lookers = { ...district, ...office, ...self, ...family };
const ofPerson = ({ pupilId }: Thing) => ({ params: { personId: pupilId } });

export const certificateRows: RowsOf<typeof certificateContract> = {
  myCertificates: { about: 'me', may: everyone },
  certificateFile: { about: 'pupil', may: { ...asked(everyone), ...self }, refused: 404 },
  verifyCertificate: {
    ...{ about: 'pupil', may: {}, always: 200 },
    ask: ({ certificateCode }) => ({ params: { code: certificateCode } }),
  },
  courseCertificates: { about: 'class', may: courseStaff },
  revokeCertificate: {
    ...{ about: 'class', may: courseMakers, again: ['certificates'] },
    ask: () => ({ body: { reason: 'A mistake' } }),
  },
  restoreCertificate: {
    ...{ about: 'class', may: courseMakers, again: ['certificates'] },
    ask: ({ revokedCertificateId }) => ({ params: { certificateId: revokedCertificateId } }),
  },
  myLearningTime: { about: 'me', may: everyone },
  myLearningTimeFile: { about: 'me', may: everyone },
  learningTime: { about: 'pupil', may: lookers, refused: 404, ask: ofPerson },
  learningTimeFile: { about: 'pupil', may: lookers, refused: 404, ask: ofPerson },
  pupilLearning: { about: 'pupil', may: lookers, refused: 404 },
};
