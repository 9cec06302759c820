import { viewingContract, type Beat } from '@quad/shared/learning';
import { apiRoot } from '@quad/shared/platform';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { after } from '../../../platform/after';
import { call } from '../../../platform/api';
import { useMe } from '../../../platform/session';
import { keptRanges } from './kept-ranges';
import { videoKeys } from './video.queries';
import { ViewingBeats } from './viewing-beats';

interface Where {
  courseId: string;
  lessonId: string;
  videoId: string;
}

/** Begins a viewing and keeps the server told while the page stands. */
export function useViewing(where: Where, enabled: boolean): UseQueryResult<ViewingBeats> {
  const { personId } = useMe();
  const viewing = useQuery({
    queryKey: videoKeys.viewing(where.lessonId, where.videoId),
    queryFn: () => begin(personId, where),
    enabled,
    // every page that opens is a viewing of its own
    ...{ staleTime: Infinity, gcTime: 0, structuralSharing: false },
  });
  const beats = viewing.data;
  useEffect(() => {
    if (beats === undefined) return;
    const close = beats.open();
    const last = (): void => beats.last();
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') beats.last();
    };
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', last);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('pagehide', last);
      close();
    };
  }, [beats]);
  return viewing;
}

async function begin(personId: string, { courseId, lessonId, videoId }: Where): Promise<ViewingBeats> {
  const params = { courseId, lessonId };
  const device = keptRanges(personId, lessonId, videoId);
  const [viewing, kept] = await Promise.all([call(viewingContract.startViewing, { params }), device.read()]);
  return new ViewingBeats(viewing, kept, {
    send: (body) => call(viewingContract.beat, { params, body }),
    sendLast: (body) => sendOnTheWayOut(params, body),
    keep: device.write,
    now: () => performance.now(),
    after,
  });
}

/** A page that goes cannot wait for an answer; what this one would have confirmed is on the device and is said again next time. */
function sendOnTheWayOut({ courseId, lessonId }: Omit<Where, 'videoId'>, body: Beat): void {
  void fetch(`${apiRoot}/courses/${courseId}/lessons/${lessonId}/beats`, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }).then(undefined, () => undefined);
}
