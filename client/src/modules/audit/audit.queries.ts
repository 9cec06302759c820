import { auditContract, type AuditQuery, type Retention } from '@quad/shared/audit';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../platform/api';

/** All query keys of the audit, as a tree. */
const keys = {
  audit: ['audit'] as const,
  disclosures: (pupilId: string) => ['disclosures', pupilId] as const,
  retention: (schoolId: string) => ['retention', schoolId] as const,
};

export function auditQueryOf(query: AuditQuery) {
  return queryOptions({
    queryKey: [...keys.audit, query],
    queryFn: ({ signal }) => call(auditContract.audit, { query }, signal),
    placeholderData: keepPreviousData,
  });
}

export function disclosuresQuery(pupilId: string) {
  return queryOptions({
    queryKey: keys.disclosures(pupilId),
    queryFn: ({ signal }) => call(auditContract.disclosures, { params: { pupilId }, query: {} }, signal),
  });
}

export function retentionQuery(schoolId: string) {
  return queryOptions({
    queryKey: keys.retention(schoolId),
    queryFn: ({ signal }) => call(auditContract.retention, { params: { schoolId } }, signal),
  });
}

export function useSetRetention(schoolId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Retention) => call(auditContract.setRetention, { params: { schoolId }, body }),
    onSuccess: (kept) => client.setQueryData(keys.retention(schoolId), kept),
  });
}

export function useErase(personId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => call(auditContract.erase, { params: { personId }, body: { name } }),
    // the name stands on many screens
    onSuccess: () => client.invalidateQueries(),
  });
}
