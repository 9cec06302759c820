import { z } from 'zod';
import { endpoint, id, pageQuery } from '../platform';
import {
  importChangeList,
  importDetails,
  importKinds,
  importList,
  importOps,
  importRefusalList,
  importThings,
} from './imports.dto';

const one = z.strictObject({ importId: id });
export const importTypes = ['application/zip', 'text/csv'] as const;
export const maxImportBytes = 256 * 1024 * 1024;

export const importsContract = {
  startImport: endpoint({
    method: 'POST',
    path: '/imports',
    summary: 'Hand in a file; it is read and compared, and nothing is changed yet',
    permission: 'import:run',
    query: z.strictObject({
      kind: z.enum(importKinds),
      /** which school a timetable or a history is about; a roster is the district's */
      schoolId: id.optional(),
      fileName: z.string().trim().min(1).max(200),
    }),
    upload: { types: importTypes, maxBytes: maxImportBytes, spool: true },
    response: z.object({ importId: id }),
    errors: ['invalid_request', 'body_too_large', 'not_found', 'conflict', 'school_archived'],
  }),
  listImports: endpoint({
    method: 'GET',
    path: '/imports',
    summary: 'Files handed in, the newest first',
    permission: 'import:run',
    query: z.strictObject({ page: pageQuery.page }),
    response: importList,
  }),
  readImport: endpoint({
    method: 'GET',
    path: '/imports/:importId',
    summary: 'What a file would change or has changed, in numbers, and how far it is',
    permission: 'import:run',
    params: one,
    response: importDetails,
    errors: ['not_found'],
  }),
  listImportChanges: endpoint({
    method: 'GET',
    path: '/imports/:importId/changes',
    summary: 'Each change a file would make',
    permission: 'import:run',
    params: one,
    query: z.strictObject({
      ...pageQuery,
      thing: z.enum(importThings).optional(),
      op: z.enum(importOps).optional(),
    }),
    response: importChangeList,
    errors: ['not_found'],
  }),
  listImportRefusals: endpoint({
    method: 'GET',
    path: '/imports/:importId/refusals',
    summary: 'Lines that are not taken, with the reason',
    permission: 'import:run',
    params: one,
    query: z.strictObject({
      page: pageQuery.page,
      severity: z.enum(['refused', 'warning']).optional(),
    }),
    response: importRefusalList,
    errors: ['not_found'],
  }),
  downloadImportRefusals: endpoint({
    method: 'GET',
    path: '/imports/:importId/refusals.csv',
    summary: 'The same as a file for whoever mends the source',
    permission: 'import:run',
    params: one,
    download: true,
    response: null,
    errors: ['not_found'],
  }),
  applyImport: endpoint({
    method: 'POST',
    path: '/imports/:importId/apply',
    summary: 'Make the changes; goes on by itself until all are made',
    permission: 'import:run',
    params: one,
    body: z.strictObject({
      /** said again by somebody who means it, where a bulk file ends more than 5 % of the people */
      confirmEnding: z.int().min(0).optional(),
    }),
    response: importDetails,
    proof: true,
    errors: ['not_found', 'conflict'],
  }),
  discardImport: endpoint({
    method: 'POST',
    path: '/imports/:importId/discard',
    summary: 'Put a file that is not applied away',
    permission: 'import:run',
    params: one,
    response: importDetails,
    errors: ['not_found', 'conflict'],
  }),
  exportRoster: endpoint({
    method: 'GET',
    path: '/roster.zip',
    summary: 'The district’s roster as OneRoster 1.2 CSV',
    permission: 'roster:export',
    download: true,
    response: null,
    proof: true,
  }),
};
