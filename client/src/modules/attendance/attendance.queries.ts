import { attendanceContract, type RegisterRow } from '@quad/shared/attendance';
import { keepPreviousData, queryOptions, useMutation, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { call } from '../../platform/api';
import { clock } from '../../platform/clock';
import { useMe } from '../../platform/session';
import { newestBoard, type BoardParams } from './board';
import { learned } from './learned';
import { seedRegister } from './register-store';

/** All query keys of this module, as a tree. */
export const attendanceKeys = {
  today: ['attendance', 'today'] as const,
  own: ['attendance', 'own'] as const,
  ownMonth: (month: string | null) => ['attendance', 'own', month] as const,
  board: (params: BoardParams) => ['attendance', 'board', params] as const,
  boardHint: ['attendance', 'boardHint'] as const,
};

export const todayQuery = queryOptions({
  queryKey: attendanceKeys.today,
  queryFn: async ({ signal }) => {
    const today = await call(attendanceContract.myToday, {}, signal);
    clock.synced(today.now);
    return today;
  },
});

export function ownAttendanceQuery(month: string | null) {
  return queryOptions({
    queryKey: attendanceKeys.ownMonth(month),
    queryFn: async ({ signal }) => {
      const own = await call(
        attendanceContract.myAttendance,
        { query: month === null ? {} : { month } },
        signal,
      );
      return learned(own);
    },
    placeholderData: keepPreviousData,
  });
}

/** The board never goes back: an answer older than what is shown is dropped, and a hint says how new the next must be. */
export function boardQuery(client: QueryClient, params: BoardParams) {
  const queryKey = attendanceKeys.board(params);
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      const after = client.getQueryData<string>(attendanceKeys.boardHint);
      const answer = await call(attendanceContract.board, { query: { ...params, after } }, signal);
      clock.synced(answer.now);
      return newestBoard(client.getQueryData(queryKey), answer);
    },
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
      seedRegister(registerId, await call(attendanceContract.openRegister, { params: { registerId }, body }));
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
