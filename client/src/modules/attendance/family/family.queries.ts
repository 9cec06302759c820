import {
  familyContract,
  type AbsenceKind,
  type AbsenceState,
  type DecideAbsences,
  type MarkRequest,
  type NewAbsence,
  type NewCorrection,
  type RequestAnswer,
} from '@quad/shared/attendance';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../platform/api';
import { keptOnDevice } from '../../../platform/query-persist';
import { learned } from '../learned';

export interface AbsenceParams {
  q?: string;
  state?: AbsenceState;
  page?: number;
}

export interface RequestParams {
  pupil?: string;
  page?: number;
}

const all = ['attendance', 'family'] as const;
/** All query keys of families and requests, as a tree. */
export const familyKeys = {
  all,
  children: [...all, 'children'] as const,
  child: [...all, 'child'] as const,
  inbox: [...all, 'inbox'] as const,
  expected: (registerId: string) => [...all, 'expected', registerId] as const,
};

export const childrenQuery = queryOptions({
  queryKey: familyKeys.children,
  queryFn: async ({ signal }) => {
    const children = await call(familyContract.myChildren, {}, signal);
    return children.map((child) => learned(child));
  },
  select: (children) => children.map((child) => learned(child)),
  ...keptOnDevice,
});

export function childQuery(pupilId: string, month: string | null) {
  return queryOptions({
    queryKey: [...familyKeys.child, pupilId, month],
    queryFn: async ({ signal }) => {
      const query = month === null ? {} : { month };
      const child = await call(familyContract.pupilAttendance, { params: { pupilId }, query }, signal);
      return learned(child);
    },
    placeholderData: (before) => (before?.pupil === pupilId ? before : undefined),
  });
}

export function childAbsencesQuery(pupilId: string, page: number | undefined) {
  return queryOptions({
    queryKey: [...all, 'childAbsences', pupilId, page],
    queryFn: ({ signal }) =>
      call(familyContract.pupilAbsences, { params: { pupilId }, query: { page } }, signal),
    placeholderData: keepPreviousData,
  });
}

export function absencesQuery(params: AbsenceParams) {
  return queryOptions({
    queryKey: [...all, 'absences', params],
    queryFn: ({ signal }) => call(familyContract.absences, { query: params }, signal),
    placeholderData: keepPreviousData,
  });
}

export function requestsQuery(params: RequestParams) {
  return queryOptions({
    queryKey: [...all, 'requests', params],
    queryFn: async ({ signal }) => {
      const found = await call(familyContract.markRequests, { query: params }, signal);
      found.rows.forEach(learned);
      return found;
    },
    placeholderData: keepPreviousData,
  });
}

export function expectedQuery(registerId: string) {
  return queryOptions({
    queryKey: familyKeys.expected(registerId),
    queryFn: ({ signal }) => call(familyContract.expectedAbsences, { params: { registerId } }, signal),
  });
}

export const inboxQuery = queryOptions({
  queryKey: familyKeys.inbox,
  queryFn: async ({ signal }) => {
    const inbox = await call(familyContract.inbox, {}, signal);
    for (const item of inbox.items) if ('request' in item) learned(item.request);
    return inbox;
  },
});

/** A change after which everything of families and requests is asked for anew. */
function useChange<V, R>(change: (variables: V) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: familyKeys.all }),
  });
}

interface Report extends NewAbsence {
  pupilId: string;
  file: File | null;
}

/** Reports, then sends the file after it: a report without its letter is still a report. */
export function useReportAbsence() {
  return useChange(async ({ pupilId, file, ...body }: Report) => {
    const report = await call(familyContract.reportAbsence, { params: { pupilId }, body });
    if (file !== null) await attach(report.id, file);
    return report;
  });
}

export function useAttachFile() {
  return useChange(({ absenceId, file }: { absenceId: string; file: File }) => attach(absenceId, file));
}

function attach(absenceId: string, file: File) {
  return call(familyContract.attachFile, { params: { absenceId }, file });
}

export const useWithdrawAbsence = () =>
  useChange((absenceId: string) => call(familyContract.withdrawAbsence, { params: { absenceId } }));

export const useRestoreAbsence = () =>
  useChange((absenceId: string) => call(familyContract.restoreAbsence, { params: { absenceId } }));

export const useDecideAbsences = () =>
  useChange((body: DecideAbsences) => call(familyContract.decideAbsences, { body }));

export const useReopenAbsences = () =>
  useChange((ids: readonly string[]) =>
    Promise.all(ids.map((absenceId) => call(familyContract.reopenAbsence, { params: { absenceId } }))),
  );

export const useAnswerAlert = () =>
  useChange(({ alertId, reasonKind }: { alertId: string; reasonKind: AbsenceKind }) =>
    call(familyContract.answerAlert, { params: { alertId }, body: { reasonKind } }),
  );

interface OneMark {
  registerId: string;
  pupilId: string;
}

export const useQueryMark = () =>
  useChange(({ registerId, pupilId, ...body }: OneMark & { text: string; ver: number }) =>
    call(familyContract.queryMark, { params: { registerId, pupilId }, body }),
  );

export const useAskCorrection = () =>
  useChange(({ registerId, pupilId, ...body }: OneMark & NewCorrection) =>
    call(familyContract.askCorrection, { params: { registerId, pupilId }, body }),
  );

export const useAnswerRequest = () =>
  useChange(({ id, answer }: { id: MarkRequest['id']; answer: RequestAnswer }) =>
    call(familyContract.answerRequest, { params: { requestId: id }, body: answer }),
  );

export const useWithdrawRequest = () =>
  useChange((requestId: string) => call(familyContract.withdrawRequest, { params: { requestId } }));
