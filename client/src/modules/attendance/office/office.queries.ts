import {
  attendanceContract,
  familyContract,
  historyContract,
  officeContract,
  type Absentee,
  type DayRow,
} from '@quad/shared/attendance';
import { isNewer } from '@quad/shared/platform';
import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../../platform/api';
import { learned, type Telling } from '../learned';
import type { AbsentParams, DayParams, RangeParams, WarningParams } from './address';

/** All query keys of these screens; everything of one school goes stale together. */
export const officeKeys = {
  school: (schoolId: string) => ['attendance', 'office', schoolId] as const,
  hint: (schoolId: string) => ['attendance', 'officeHint', schoolId] as const,
  trend: ['attendance', 'trend'] as const,
};

/** A register turns late by the clock alone, so a day that is on is read again each minute. */
export const everyMinute = 60_000;

interface Versioned extends Telling {
  version: string;
}

/** Lists never go back: an answer older than the one shown is dropped, and the last hint says how new the next must be. */
function live<T extends Versioned>(
  client: QueryClient,
  schoolId: string,
  name: readonly unknown[],
  ask: (after: string | undefined, signal: AbortSignal) => Promise<T>,
) {
  const queryKey = [...officeKeys.school(schoolId), ...name];
  return {
    queryKey,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<T> => {
      const answer = learned(await ask(client.getQueryData<string>(officeKeys.hint(schoolId)), signal));
      const shown = client.getQueryData<T>(queryKey);
      return shown !== undefined && isNewer(shown.version, answer.version) ? shown : answer;
    },
  };
}

export function dayQuery(client: QueryClient, schoolId: string, params: DayParams) {
  const asked = live(client, schoolId, ['day', params], (after, signal) =>
    call(officeContract.schoolDay, { params: { schoolId }, query: { ...params, after } }, signal),
  );
  return queryOptions({ ...asked, placeholderData: keepPreviousData });
}

export function absenteesQuery(client: QueryClient, schoolId: string, params: AbsentParams) {
  const asked = live(client, schoolId, ['absentees', params], (after, signal) =>
    call(officeContract.absentees, { params: { schoolId }, query: { ...params, after } }, signal),
  );
  return queryOptions({ ...asked, placeholderData: keepPreviousData });
}

export function warningsQuery(client: QueryClient, schoolId: string, params: WarningParams) {
  const asked = live(client, schoolId, ['warnings', params], (after, signal) =>
    call(officeContract.warnings, { params: { schoolId }, query: { ...params, after } }, signal),
  );
  return queryOptions({ ...asked, placeholderData: keepPreviousData });
}

export function schoolSummaryQuery(client: QueryClient, schoolId: string, range: RangeParams) {
  const asked = live(client, schoolId, ['summary', range], (after, signal) =>
    call(officeContract.schoolSummary, { params: { schoolId }, query: { ...range, after } }, signal),
  );
  return queryOptions({ ...asked, placeholderData: keepPreviousData });
}

export function classSummaryQuery(classId: string, range: RangeParams) {
  return queryOptions({
    queryKey: ['attendance', 'class', classId, range],
    queryFn: async ({ signal }) =>
      learned(await call(officeContract.classSummary, { params: { classId }, query: range }, signal)),
    refetchInterval: everyMinute,
    placeholderData: keepPreviousData,
  });
}

export function pupilYearQuery(pupilId: string) {
  return queryOptions({
    queryKey: ['attendance', 'year', pupilId],
    queryFn: ({ signal }) => call(officeContract.pupilYear, { params: { pupilId } }, signal),
    refetchInterval: everyMinute,
  });
}

export function trendQuery(range: RangeParams) {
  return queryOptions({
    queryKey: [...officeKeys.trend, range],
    queryFn: ({ signal }) => call(officeContract.trend, { query: range }, signal),
    placeholderData: keepPreviousData,
    // a year of every school is too much to read with each mark
    staleTime: everyMinute,
    refetchInterval: everyMinute,
  });
}

export function historyQuery(registerId: string, pupilId: string) {
  return queryOptions({
    queryKey: ['attendance', 'history', registerId, pupilId],
    queryFn: ({ signal }) => call(historyContract.markHistory, { params: { registerId, pupilId } }, signal),
    staleTime: 0,
  });
}

/** Why the server does not show this register; it answers nothing when it does after all. */
export function refusalQuery(registerId: string) {
  return queryOptions({
    queryKey: ['attendance', 'refusal', registerId],
    queryFn: async ({ signal }) => {
      const query = { epoch: 0, since: 0 };
      await call(attendanceContract.syncRegister, { params: { registerId }, query }, signal);
      return null;
    },
  });
}

/** Makes a register that the timetable knows and the database does not yet, then goes there. */
export function useOpenDayRow(schoolId: string, date: string) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ registerId, classId, period }: DayRow) =>
      call(attendanceContract.openRegister, {
        params: { registerId },
        body: { schoolId, classId, date, period },
      }),
    onSuccess: (_, { registerId }) => void navigate(`/registers/${registerId}`),
  });
}

export function useNudge() {
  return useMutation({
    mutationFn: (registerId: string) => call(familyContract.nudge, { params: { registerId } }),
  });
}

export function useArrive(schoolId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ pupil, at }: { pupil: Absentee['pupil']; at: string }) =>
      call(officeContract.arrive, { params: { schoolId }, body: { pupilId: pupil, at } }),
    onSettled: () => client.invalidateQueries({ queryKey: officeKeys.school(schoolId) }),
  });
}
