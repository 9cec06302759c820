import type { importsContract } from '@quad/shared/imports';
import type { notificationsContract } from '@quad/shared/notifications';
import { district, everyone, schoolAdmin } from '../grants';
import type { Row, RowsOf } from '../row';

const admins = { ...district, ...schoolAdmin };
const file = { type: 'text/csv', content: 'nothing,of,use\n' };
const one = { about: 'school', may: admins, refused: 404 } satisfies Row;

export const importsRows: RowsOf<typeof importsContract> = {
  startImport: [
    {
      ...{ about: 'school', may: admins },
      ask: ({ schoolId }) => ({ query: { kind: 'timetable', fileName: 'a.csv', schoolId }, file }),
    },
    {
      ...{ about: 'me', may: { ...district, schoolAdmin: [] } },
      ask: () => ({ query: { kind: 'roster', fileName: 'a.csv' }, file }),
    },
  ],
  listImports: { about: 'me', may: admins },
  readImport: one,
  listImportChanges: one,
  listImportRefusals: one,
  downloadImportRefusals: one,
  applyImport: { ...one, ask: () => ({ body: {} }), again: ['imports'] },
  discardImport: { ...one, again: ['imports'] },
  exportRoster: { about: 'me', may: district },
};

export const notificationsRows: RowsOf<typeof notificationsContract> = {
  notices: { about: 'me', may: everyone },
  unreadNotices: { about: 'me', may: everyone },
  readNotices: [
    { about: 'me', may: everyone, ask: () => ({ body: { all: true } }) },
    // somebody else's: nothing of it is read
    { about: 'me', may: everyone, ask: ({ noticeId }) => ({ body: { ids: [noticeId] } }) },
  ],
  noticeSettings: { about: 'me', may: everyone },
  setNoticeSettings: {
    ...{ about: 'me', may: everyone },
    ask: () => ({ body: { chosen: {}, quietFrom: '21:00', quietTo: '06:00' } }),
  },
  deliveries: { about: 'me', may: district, ask: () => ({ query: { state: 'dead' } }) },
  replayDelivery: { about: 'district', may: district, again: ['deliveries'] },
  replayDead: { about: 'me', may: district, again: ['deliveries'] },
  mails: { about: 'me', may: district },
};
