import type { OwnMark, RegisterCounts, StudentAttendance, TeacherToday } from '@quad/shared/attendance';
import { replaceEqualDeep, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLiveQuery } from '../../platform/live-query';
import { useMe } from '../../platform/session';
import { link } from '../../platform/socket';
import { setupTopics } from '../schools/schools.queries';
import { attendanceKeys, ownAttendanceQuery, todayQuery } from './attendance.queries';
import { mergeMark, withLaterMarks } from './student';
import { mergeCounts, withLaterCounts } from './today';

/** The teacher's day as the database has it; counts come by value. */
export function useLiveToday(): UseQueryResult<TeacherToday> {
  const client = useQueryClient();
  const me = useMe();
  const classIds = new Set([...me.teaches, ...me.covers].map(({ classId }) => classId));
  useEffect(() => {
    const hear = (news: RegisterCounts): void => {
      client.setQueryData(todayQuery.queryKey, (today) =>
        today === undefined ? today : mergeCounts(today, news),
      );
    };
    link.on('register:counts', hear);
    return () => link.off('register:counts', hear);
  }, [client]);
  return useLiveQuery(
    { ...todayQuery, structuralSharing: keeping(withLaterCounts) },
    { topics: [...[...classIds].map((classId) => `class:${classId}`), ...setupTopics(me)], byValue: true },
  );
}

/** A pupil's own marks as the database has them; marks come by value. */
export function useLiveMarks(personId: string, month: string | null): UseQueryResult<StudentAttendance> {
  const client = useQueryClient();
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
    link.on('pupil:mark', hear);
    return () => link.off('pupil:mark', hear);
  }, [client, personId]);
  return useLiveQuery(
    { ...ownAttendanceQuery(month), structuralSharing: keeping(withLaterMarks) },
    { topics: [`pupil:${personId}`], byValue: true },
  );
}

/** For `structuralSharing`: what came by value while an answer was on its way is not lost to it. */
export function keeping<T>(merge: (shown: T, answer: T) => T) {
  return (shown: unknown, answer: unknown): unknown =>
    replaceEqualDeep(shown, shown === undefined ? answer : merge(shown as T, answer as T));
}
