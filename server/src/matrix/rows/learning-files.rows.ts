import type { filesContract } from '@quad/shared/learning';
import { asked, courseMakers, courseStaff, everyone, learners, self } from '../grants';
import type { RowsOf } from '../row';

const letter = { type: 'application/pdf', content: '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n' };

export const filesRows: RowsOf<typeof filesContract> = {
  addFile: {
    ...{ about: 'class', may: courseMakers, again: ['course_files', 'file_rooms'] },
    ask: () => ({ query: { name: 'letter.pdf' }, file: letter }),
  },
  file: [
    { about: 'class', may: { ...asked(everyone), ...courseStaff, ...learners }, refused: 404 },
    {
      ...{ about: 'pupil', may: { ...asked(everyone), ...courseStaff, ...self }, refused: 404 },
      ask: ({ submittedFileId }) => ({ params: { fileId: submittedFileId } }),
    },
  ],
};
