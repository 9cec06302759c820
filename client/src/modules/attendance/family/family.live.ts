import type { ChildCard, OwnMark, PupilAttendance } from '@quad/shared/attendance';
import type { Me } from '@quad/shared/identity';
import { can } from '@quad/shared/platform';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useReconnected, useStale, useWatch } from '../../../platform/live';
import { socket } from '../../../platform/socket';
import { mergeMark } from '../student';
import { familyKeys } from './family.queries';

/** Keeps what families and requests show as the database has it. */
export function useLiveFamily(topics: readonly string[]): void {
  const client = useQueryClient();
  const again = (): void => void client.invalidateQueries({ queryKey: familyKeys.all });
  useWatch(topics);
  useStale(topics, again);
  useReconnected(again);
}

/** Puts marks into the children's days as they are made. */
export function useLiveChildren(pupils: readonly string[]): void {
  const client = useQueryClient();
  useLiveFamily(pupils.map((pupil) => `pupil:${pupil}`));
  useEffect(() => {
    const hear = (mark: OwnMark): void => {
      client.setQueryData<ChildCard[]>(familyKeys.children, (cards) =>
        cards?.map((card) => merged(card, mark)),
      );
      const pages = { queryKey: familyKeys.child };
      client.setQueriesData<PupilAttendance>(pages, (child) => child && merged(child, mark));
      const shown = client.getQueriesData<PupilAttendance>(pages);
      // an earlier day's mark is part of the total that only the server can add up
      if (shown.some(([, child]) => child?.pupil === mark.pupil && child.today !== mark.date))
        void client.invalidateQueries(pages);
    };
    socket.on('pupil:mark', hear);
    return () => void socket.off('pupil:mark', hear);
  }, [client]);
}

function merged<A extends PupilAttendance>(child: A, mark: OwnMark): A {
  return child.pupil === mark.pupil ? { ...child, ...mergeMark(child, mark) } : child;
}

/** Where what waits for this person is told: of their children, their classes, their schools. */
export function inboxTopics(me: Me): string[] {
  const roles = new Set(me.memberships.map(({ role }) => role));
  const pupils = [...(roles.has('student') ? [me.personId] : []), ...me.children];
  const schools = me.memberships.flatMap(({ schoolId }) => schoolId ?? []);
  const offices = schools.filter((schoolId) => can(me, 'absence:decide', { schoolId }));
  return [
    ...pupils.map((pupil) => `pupil:${pupil}`),
    ...[...me.teaches, ...me.covers].map(({ classId }) => `class:${classId}`),
    ...offices.map((schoolId) => `office:${schoolId}`),
  ].filter((topic, i, topics) => topics.indexOf(topic) === i);
}
