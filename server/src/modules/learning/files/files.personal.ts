import { documentsOf, type Person, type PersonalData } from '../../../platform/personal/personal-data';
import { CourseFileModel, type CourseFileRecord } from './file.model';
import { removeFiles } from './keep-file';

const handedIn = ({ personId, districtId }: Person) => ({ 'use.personId': personId, districtId });

/** Files of lessons are the school's, whoever added them; what somebody handed in is theirs. */
export const filesPersonal: PersonalData[] = [
  {
    collection: 'course_files',
    rows: (person) => documentsOf(CourseFileModel, handedIn(person)),
    forget: async (person) => {
      const files = await CourseFileModel.find(handedIn(person), { _id: 1 }).lean<CourseFileRecord[]>();
      await removeFiles(files.map(({ _id }) => _id));
    },
  },
];
