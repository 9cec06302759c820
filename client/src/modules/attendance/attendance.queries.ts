import { attendanceContract, type RegisterRow } from '@quad/shared/attendance';
import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../platform/api';
import { keptOnDevice } from '../../platform/query-persist';
import { useMe } from '../../platform/session';
import type { BoardParams } from './board';
import { learned } from './learned';
import { seedRegister } from './register-store';

/** All query keys of this module, as a tree. */
export const attendanceKeys = {
  today: ['attendance', 'today'] as const,
  own: ['attendance', 'own'] as const,
  ownMonth: (month: string | null) => ['attendance', 'own', month] as const,
  board: (params: BoardParams) => ['attendance', 'board', params] as const,
};

export const todayQuery = queryOptions({
  queryKey: attendanceKeys.today,
  queryFn: ({ signal }) => call(attendanceContract.myToday, {}, signal),
  ...keptOnDevice,
});

export function ownAttendanceQuery(month: string | null) {
  return queryOptions({
    queryKey: attendanceKeys.ownMonth(month),
    queryFn: ({ signal }) =>
      call(attendanceContract.myAttendance, { query: month === null ? {} : { month } }, signal),
    select: learned,
    placeholderData: keepPreviousData,
    ...keptOnDevice,
  });
}

export function boardQuery(params: BoardParams) {
  return queryOptions({
    queryKey: attendanceKeys.board(params),
    queryFn: ({ signal }) => call(attendanceContract.board, { query: params }, signal),
    placeholderData: keepPreviousData,
  });
}

interface Opening {
  row: RegisterRow;
  /** mark everybody present once it is open */
  restPresent: boolean;
}

/** Makes a register that the timetable knows and the database does not yet, then goes there. */
export function useOpenRegister() {
  const me = useMe();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ row: { registerId, classId, date, period, live } }: Opening) => {
      if (live !== null) return;
      const schoolId = me.teaches.find((taught) => taught.classId === classId)?.schoolId ?? '';
      const body = { schoolId, classId, date, period };
      const answer = await call(attendanceContract.openRegister, { params: { registerId }, body });
      seedRegister(registerId, me.personId, answer);
    },
    onSuccess: (_, { row, restPresent }) =>
      void navigate(`/registers/${row.registerId}`, { state: restPresent ? { restPresent } : null }),
  });
}

/** Opens a register outside the timetable, now, and goes there. */
export function useStartRegister() {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (classId: string) =>
      call(attendanceContract.startRegister, { params: { classId }, body: {} }),
    onSuccess: ({ registerId }) => void navigate(`/registers/${registerId}`),
  });
}
