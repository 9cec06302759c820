import type { ChildCard, OwnMark, PupilAttendance } from '@quad/shared/attendance';
import type { Me } from '@quad/shared/identity';
import { can } from '@quad/shared/platform';
import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { link } from '../../../platform/socket';
import { keeping } from '../attendance.live';
import { mergeMark, withLaterMarks } from '../student';
import { childQuery, childrenQuery, familyKeys } from './family.queries';

/** The children's days as the database has them; marks come by value. */
export function useLiveChildren(): UseQueryResult<ChildCard[]> {
  const pupils = useMe().children;
  useMarksByValue();
  return useLiveQuery(
    { ...childrenQuery, structuralSharing: keeping(withLaterCards) },
    { topics: pupils.map((pupil) => `pupil:${pupil}`), byValue: true },
  );
}

/** One child's days, for whoever may see them. */
export function useLiveChild(pupilId: string, month: string | null): UseQueryResult<PupilAttendance> {
  useMarksByValue();
  return useLiveQuery(
    { ...childQuery(pupilId, month), structuralSharing: keeping<PupilAttendance>(withLaterMarks) },
    { topics: [`pupil:${pupilId}`], byValue: true },
  );
}

function useMarksByValue(): void {
  const client = useQueryClient();
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
    link.on('pupil:mark', hear);
    return () => link.off('pupil:mark', hear);
  }, [client]);
}

function withLaterCards(shown: ChildCard[], answer: ChildCard[]): ChildCard[] {
  return answer.map((card) => {
    const before = shown.find(({ pupil }) => pupil === card.pupil);
    return before === undefined ? card : withLaterMarks(before, card);
  });
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
