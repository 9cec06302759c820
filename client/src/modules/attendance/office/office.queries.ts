import {
  attendanceContract,
  familyContract,
  historyContract,
  officeContract,
  type Absentee,
  type DayRow,
} from '@quad/shared/attendance';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../../platform/api';
import { learned } from '../learned';
import type { AbsentParams, DayParams, RangeParams, WarningParams } from './address';

/** All query keys of these screens; everything of one school goes stale together. */
export const officeKeys = {
  school: (schoolId: string) => ['attendance', 'office', schoolId] as const,
  trend: ['attendance', 'trend'] as const,
};

/** A register turns late by the clock alone, so a day that is on is read again each minute. */
export const everyMinute = 60_000;

export function dayQuery(schoolId: string, params: DayParams) {
  return queryOptions({
    queryKey: [...officeKeys.school(schoolId), 'day', params],
    queryFn: async ({ signal }) =>
      learned(await call(officeContract.schoolDay, { params: { schoolId }, query: params }, signal)),
    placeholderData: keepPreviousData,
  });
}

export function absenteesQuery(schoolId: string, params: AbsentParams) {
  return queryOptions({
    queryKey: [...officeKeys.school(schoolId), 'absentees', params],
    queryFn: async ({ signal }) =>
      learned(await call(officeContract.absentees, { params: { schoolId }, query: params }, signal)),
    placeholderData: keepPreviousData,
  });
}

export function warningsQuery(schoolId: string, params: WarningParams) {
  return queryOptions({
    queryKey: [...officeKeys.school(schoolId), 'warnings', params],
    queryFn: ({ signal }) => call(officeContract.warnings, { params: { schoolId }, query: params }, signal),
    placeholderData: keepPreviousData,
  });
}

export function schoolSummaryQuery(schoolId: string, range: RangeParams) {
  return queryOptions({
    queryKey: [...officeKeys.school(schoolId), 'summary', range],
    queryFn: ({ signal }) =>
      call(officeContract.schoolSummary, { params: { schoolId }, query: range }, signal),
    placeholderData: keepPreviousData,
  });
}

export function classSummaryQuery(classId: string, range: RangeParams) {
  return queryOptions({
    queryKey: ['attendance', 'class', classId, range],
    queryFn: ({ signal }) => call(officeContract.classSummary, { params: { classId }, query: range }, signal),
    placeholderData: keepPreviousData,
  });
}

export function pupilYearQuery(pupilId: string) {
  return queryOptions({
    queryKey: ['attendance', 'year', pupilId],
    queryFn: ({ signal }) => call(officeContract.pupilYear, { params: { pupilId } }, signal),
  });
}

export function trendQuery(range: RangeParams) {
  return queryOptions({
    queryKey: [...officeKeys.trend, range],
    queryFn: ({ signal }) => call(officeContract.trend, { query: range }, signal),
    placeholderData: keepPreviousData,
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
