import { filesContract } from '@quad/shared/learning';
import { routes } from '../../../platform/http/binder';
import type { Part } from '../../../platform/module';
import { addFile } from './add-file';
import { CourseFileModel } from './file.model';
import { filesPersonal } from './files.personal';
import { readFile } from './read-file';

const fileRoutes = routes(filesContract, {
  addFile: (ctx, { params, query, file }) => addFile(ctx, params.courseId, { name: query.name, ...file }),
  file: (ctx, { params }) => readFile(ctx, params.courseId, params.fileId),
});

export const filesPart: Part = {
  routes: fileRoutes,
  models: [CourseFileModel],
  personal: filesPersonal,
};
