import { importsContract, type ImportDetails } from '@quad/shared/imports';
import type { Answer, Endpoint, Sent } from '@quad/shared/platform';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../platform/api';

type Query<E extends { query: unknown }> = Sent<Extract<E, Endpoint>> extends { query: infer Q } ? Q : never;
export type ChangesParams = Query<typeof importsContract.listImportChanges>;
export type RefusalsParams = Query<typeof importsContract.listImportRefusals>;

const importKeys = {
  list: (page: number | undefined) => ['imports', 'list', page] as const,
  one: (importId: string) => ['imports', 'one', importId] as const,
  lines: (importId: string, what: string, which: object) =>
    ['imports', 'lines', importId, what, which] as const,
};

export function importsQuery(page: number | undefined) {
  return queryOptions({
    queryKey: importKeys.list(page),
    queryFn: ({ signal }) =>
      call(importsContract.listImports, { query: page === undefined ? {} : { page } }, signal),
    placeholderData: keepPreviousData,
  });
}

export function importQuery(importId: string) {
  return queryOptions({
    queryKey: importKeys.one(importId),
    queryFn: ({ signal }) => call(importsContract.readImport, { params: { importId } }, signal),
  });
}

export function changesQuery(importId: string, query: ChangesParams) {
  return queryOptions({
    queryKey: importKeys.lines(importId, 'changes', query),
    queryFn: ({ signal }) => call(importsContract.listImportChanges, { params: { importId }, query }, signal),
    placeholderData: keepPreviousData,
  });
}

/** @param of the state the import is in: applying may refuse more lines */
export function refusalsQuery(importId: string, query: RefusalsParams, of: ImportDetails['state']) {
  return queryOptions({
    queryKey: importKeys.lines(importId, 'refusals', { ...query, of }),
    queryFn: ({ signal }) =>
      call(importsContract.listImportRefusals, { params: { importId }, query }, signal),
    placeholderData: keepPreviousData,
  });
}

type Step = typeof importsContract.applyImport | typeof importsContract.discardImport;

/** Applies or discards; the page shows the answer at once. */
export function useStep<E extends Step>(endpoint: E, importId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (sent: Sent<E>) => call(endpoint, sent),
    onSuccess: (details: Answer<E>) => client.setQueryData(importKeys.one(importId), details),
    onError: () => client.invalidateQueries({ queryKey: importKeys.one(importId) }),
  });
}
