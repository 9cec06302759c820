import { documentsOf, names, withoutName, type PersonalData } from '../../platform/personal/personal-data';
import { NoticeModel, NoticeSettingsModel, type NoticeRecord } from './notice.model';

export const notificationsPersonal: PersonalData[] = [
  {
    collection: 'notices',
    rows: ({ personId }) => documentsOf(NoticeModel, { personId }),
    forget: async (person) => {
      const { personId, districtId } = person;
      await NoticeModel.deleteMany({ personId });
      // what others were told names them; a district's notices are those of three months
      const told = NoticeModel.find({ districtId }, { about: 1 }).lean<NoticeRecord>().cursor();
      for await (const found of told) {
        const { _id, about } = found;
        if (!Object.values(about).some((text) => names(person, text))) continue;
        const said = Object.entries(about).map(([key, text]) => [key, withoutName(person, text)]);
        await NoticeModel.updateOne({ _id }, { $set: { about: Object.fromEntries(said) } });
      }
    },
  },
  {
    collection: 'notice_settings',
    rows: ({ personId }) => documentsOf(NoticeSettingsModel, { _id: personId }),
    forget: async ({ personId }) => {
      await NoticeSettingsModel.deleteOne({ _id: personId });
    },
  },
];
