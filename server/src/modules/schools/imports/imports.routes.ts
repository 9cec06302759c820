import { importsContract } from '@quad/shared/imports';
import { routes } from '../../../platform/http/binder';
import { exportRoster } from '../rosters/export-roster';
import { applyImport } from './apply-import';
import { discardImport } from './discard-import';
import { listImportChanges } from './list-import-changes';
import { downloadImportRefusals, listImportRefusals } from './list-import-refusals';
import { listImports } from './list-imports';
import { readImport } from './read-import';
import { startImport } from './start-import';

export const importRoutes = routes(importsContract, {
  startImport: (ctx, { query, file }) => startImport(ctx, query, file),
  listImports: (ctx, { query }) => listImports(ctx, query.page),
  readImport: (ctx, { params }) => readImport(ctx, params.importId),
  listImportChanges: (ctx, { params, query }) => listImportChanges(ctx, params.importId, query),
  listImportRefusals: (ctx, { params, query }) => listImportRefusals(ctx, params.importId, query),
  downloadImportRefusals: (ctx, { params }) => downloadImportRefusals(ctx, params.importId),
  applyImport: (ctx, { params, body }) => applyImport(ctx, params.importId, body.confirmEnding),
  discardImport: (ctx, { params }) => discardImport(ctx, params.importId),
  exportRoster: (ctx) => exportRoster(ctx),
});
