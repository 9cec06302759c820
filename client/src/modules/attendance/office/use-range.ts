import { wallClock } from '@quad/shared/platform';
import { adminContract } from '@quad/shared/schools';
import { queryOptions } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { call } from '../../../platform/api';
import { useCan } from '../../../platform/can';
import { useNow } from '../../../platform/clock';
import { useMe } from '../../../platform/session';
import { rangeOf, type RangeName } from './address';

function termsQuery(schoolId: string) {
  return queryOptions({
    queryKey: ['attendance', 'terms', schoolId],
    queryFn: async ({ signal }) =>
      (await call(adminContract.schoolCalendar, { params: { schoolId } }, signal)).terms,
  });
}

export interface ChosenRange {
  range: { name: RangeName; from: string; to: string };
  today: string;
  terms: boolean;
  /** the terms may decide the range and are not here yet */
  settling: boolean;
}

/** The days the address names, by the school's terms where one may read them. */
export function useRange(schoolId: string | undefined): ChosenRange {
  const me = useMe();
  const [search] = useSearchParams();
  const today = wallClock(useNow(), me.clock.timeZone).date;
  const { districtId } = me;
  const may = useCan('school:read', { districtId, ...(schoolId === undefined ? {} : { schoolId }) });
  const wanted = may && schoolId !== undefined;
  const terms = useLiveQuery(
    { ...termsQuery(schoolId ?? ''), enabled: wanted },
    { topics: wanted ? [`setup:${schoolId}`] : [] },
  );
  return {
    range: rangeOf(search, today, terms.data ?? []),
    today,
    terms: (terms.data ?? []).length > 0,
    settling: search.get('range') === 'term' && wanted && terms.isPending,
  };
}
