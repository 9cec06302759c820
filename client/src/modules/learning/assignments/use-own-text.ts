import { assignmentContract, type MySubmission } from '@quad/shared/learning';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { call } from '../../../platform/api';
import { useMe } from '../../../platform/session';
import { ownQuery } from './assignments.queries';
import { keepText, keptText } from './kept-text';

const quietMs = 1_500;
const againMs = 8_000;

export interface OwnText {
  text: string;
  state: 'saved' | 'saving' | 'waiting';
  error: unknown;
  /** what was saved somewhere else while something else was written here; nothing is saved until one of both is chosen */
  other: string | null;
  choose: (which: 'mine' | 'other') => void;
  type: (text: string) => void;
  /** saves what is not yet saved. @returns the work as it stands then */
  settle: () => Promise<MySubmission>;
}

/** The text of one's own work: kept on the device with every letter, and saved once it has been quiet for a moment. */
export function useOwnText(courseId: string, lessonId: string, work: MySubmission): OwnText {
  const client = useQueryClient();
  const { personId } = useMe();
  const [kept] = useState(() => keptText(personId, lessonId));
  const [text, setText] = useState(kept?.text ?? work.text);
  const [base, setBase] = useState(kept?.base ?? work.text);
  const [other, setOther] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  // what came from here is nobody else's change
  const [sent] = useState(() => new Set<string>());
  const saving = useRef<Promise<MySubmission> | null>(null);
  const isOpen = work.state === 'draft' && !work.preview;
  if (work.text !== base) {
    setBase(work.text);
    if (text === base) setText(work.text);
    else if (!sent.has(work.text) && work.text !== text) setOther(work.text);
  }
  const { queryKey } = ownQuery(courseId, lessonId);
  const save = async (): Promise<MySubmission> => {
    const now = client.getQueryData<MySubmission>(queryKey) ?? work;
    if (text === now.text || !isOpen) return now;
    sent.add(text);
    const params = { courseId, lessonId };
    const answer = await call(assignmentContract.saveSubmission, {
      ...{ params, body: { version: now.version, text } },
    });
    client.setQueryData(queryKey, answer);
    if (keptText(personId, lessonId)?.text === text) keepText(personId, lessonId, null);
    setError(null);
    return answer;
  };
  const settle = (): Promise<MySubmission> => {
    // one after the other, or the second would be made to a version the first has changed
    const next = (saving.current ?? Promise.resolve()).catch(() => undefined).then(save);
    saving.current = next;
    return next;
  };
  const trySaving = useEffectEvent(() => {
    settle().catch((refusal: unknown) => {
      setError(refusal);
      // whatever was changed elsewhere is read: it may be what this is to be written upon
      void client.invalidateQueries({ queryKey });
    });
  });
  const isDirty = isOpen && other === null && text !== work.text;
  useEffect(() => {
    if (!isDirty) return;
    const timer = setTimeout(trySaving, error === null ? quietMs : againMs);
    window.addEventListener('online', trySaving);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('online', trySaving);
    };
  }, [isDirty, text, error]);
  const type = (typed: string): void => {
    setText(typed);
    keepText(personId, lessonId, typed === work.text ? null : { base, text: typed });
  };
  return {
    ...{ text, error, other, type, settle },
    state: text === work.text ? 'saved' : error === null && other === null ? 'saving' : 'waiting',
    choose: (which) => {
      type(which === 'mine' ? text : (other ?? text));
      setOther(null);
    },
  };
}
