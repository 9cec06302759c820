import { coursesContract, type LessonDraft } from '@quad/shared/learning';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { after } from '../../../platform/after';
import { call } from '../../../platform/api';
import { useLiveQuery } from '../../../platform/live-query';
import { link } from '../../../platform/socket';
import { useStore } from '../../../platform/store';
import { holdUnsaved } from '../../../platform/unsaved';
import { useMe } from '../../../platform/session';
import { Autosave, type AutosavePorts, type Autosaved, type KeptDraft } from './autosave';
import { lessonDraftQuery } from './courses.queries';
import { draftsOf } from './drafts-db';

/** The lesson's draft, and once it and the device have been read the machine that saves it. */
export function useAutosave(courseId: string, lessonId: string) {
  const { personId } = useMe();
  const client = useQueryClient();
  const draft = useLiveQuery(lessonDraftQuery(courseId, lessonId), {
    topics: [`course:${courseId}`, `progress:${courseId}`],
  });
  const [autosave, setAutosave] = useState<Autosave | null>(null);
  const isAsked = useOnce(!draft.isFetching);

  useEffect(() => {
    if (!isAsked) return;
    const { queryKey } = lessonDraftQuery(courseId, lessonId);
    let isGone = false;
    let made: Autosave | null = null;
    const begin = (kept: KeptDraft | null): void => {
      const newest = client.getQueryData(queryKey) ?? null;
      if (isGone || (newest === null && kept === null)) return;
      const heard = (saved: LessonDraft): void => void client.setQueryData(queryKey, saved);
      made = new Autosave(newest, kept, portsOf(personId, courseId, lessonId, heard));
      setAutosave(made);
    };
    void draftsOf(personId)
      .read(lessonId)
      .then(begin, () => begin(null));
    const now = (): void => made?.flush();
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') now();
    };
    window.addEventListener('online', now);
    document.addEventListener('visibilitychange', hidden);
    link.on('connect', now);
    return () => {
      isGone = true;
      window.removeEventListener('online', now);
      document.removeEventListener('visibilitychange', hidden);
      link.off('connect', now);
      // on its way by itself; until it is confirmed the text stays on the device
      now();
    };
  }, [isAsked, client, personId, courseId, lessonId]);

  const { data } = draft;
  useEffect(() => {
    if (autosave !== null && data !== undefined) autosave.heard(data);
  }, [autosave, data]);
  useHold(autosave, lessonId);
  return { draft, autosave };
}

/** True from the first time on. */
function useOnce(isNow: boolean): boolean {
  const [was, setWas] = useState(isNow);
  if (isNow && !was) setWas(true);
  return was || isNow;
}

/** Where the browser keeps nothing, it asks before the page is closed over something that is not saved. */
function useHold(autosave: Autosave | null, lessonId: string): void {
  useEffect(() => {
    if (autosave === null) return;
    const look = (): void =>
      holdUnsaved(lessonId, autosave.store.get().state.kind === 'saved' || autosave.isKept ? 0 : 1);
    const deaf = autosave.store.subscribe(look);
    return () => {
      deaf();
      holdUnsaved(lessonId, 0);
    };
  }, [autosave, lessonId]);
}

function portsOf(
  personId: string,
  courseId: string,
  lessonId: string,
  heard: (saved: LessonDraft) => void,
): AutosavePorts {
  const params = { courseId, lessonId };
  const device = draftsOf(personId);
  return {
    save: async (version, body) => {
      const saved = await call(coursesContract.saveLesson, { params, body: { version, body } });
      heard(saved);
      return saved;
    },
    load: () => call(coursesContract.lessonDraft, { params }),
    keep: (draft) => device.keep(courseId, lessonId, draft),
    forget: () => device.forget(lessonId),
    now: () => Date.now(),
    after,
  };
}

export function useAutosaved(autosave: Autosave): Autosaved {
  return useStore(autosave.store);
}
