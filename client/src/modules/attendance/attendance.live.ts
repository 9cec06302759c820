import type { OwnMark, RegisterCounts } from '@quad/shared/attendance';
import { isNewer } from '@quad/shared/platform';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useReconnected, useStale, useWatch } from '../../platform/live';
import { socket } from '../../platform/socket';
import { attendanceKeys, todayQuery } from './attendance.queries';
import { mergeMark } from './student';
import { mergeCounts } from './today';
import type { StudentAttendance } from '@quad/shared/attendance';

/** Keeps the teacher's day as the database has it. */
export function useLiveToday(classIds: readonly string[]): void {
  const client = useQueryClient();
  const topics = classIds.map((classId) => `class:${classId}`);
  const again = (): void => void client.invalidateQueries({ queryKey: attendanceKeys.today });
  useWatch(topics);
  useStale(topics, again);
  useReconnected(again);
  useEffect(() => {
    const hear = (news: RegisterCounts): void => {
      client.setQueryData(todayQuery.queryKey, (today) =>
        today === undefined ? today : mergeCounts(today, news),
      );
    };
    socket.on('register:counts', hear);
    return () => void socket.off('register:counts', hear);
  }, [client]);
}

/** Keeps a pupil's own marks as the database has them. */
export function useLiveMarks(personId: string): void {
  const client = useQueryClient();
  const topics = [`pupil:${personId}`];
  const again = (): void => void client.invalidateQueries({ queryKey: attendanceKeys.own });
  useWatch(topics);
  useStale(topics, again);
  useReconnected(again);
  useEffect(() => {
    const hear = (mark: OwnMark): void => {
      if (mark.pupil !== personId) return;
      const shown = client.getQueriesData<StudentAttendance>({ queryKey: attendanceKeys.own });
      client.setQueriesData<StudentAttendance>({ queryKey: attendanceKeys.own }, (own) =>
        own === undefined ? own : mergeMark(own, mark),
      );
      // an earlier day's mark is part of the total that only the server can add up
      if (shown.some(([, own]) => own !== undefined && own.today !== mark.date)) {
        void client.invalidateQueries({ queryKey: attendanceKeys.own });
      }
    };
    socket.on('pupil:mark', hear);
    return () => void socket.off('pupil:mark', hear);
  }, [client, personId]);
}

/** Keeps the board as the database has it: each hint names how new the next answer must be. */
export function useLiveBoard(topics: readonly string[]): void {
  const client = useQueryClient();
  const again = (): void => void client.invalidateQueries({ queryKey: ['attendance', 'board'] });
  useWatch(topics);
  useReconnected(again);
  useStale(topics, (version) => {
    client.setQueryData<string>(attendanceKeys.boardHint, (before) =>
      before !== undefined && isNewer(before, version) ? before : version,
    );
    again();
  });
}
