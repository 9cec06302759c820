import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../platform/session';
import { uuid } from '../../../platform/uuid';
import { Avatar } from '../../../platform/ui/avatar';
import { Composer } from './composer';
import classes from './discussion.module.css';
import { useAddPost, useSending, type Place } from './discussion.queries';

interface WritePostProps {
  place: Place;
  threadId: string | null;
  close?: () => void;
}

/** A new thread, or an answer in one. Sent twice because an answer was lost, it is written once. */
export function WritePost({ place, threadId, close }: WritePostProps) {
  const { t } = useTranslation();
  const { personId } = useMe();
  const add = useAddPost(place);
  const last = useRef({ text: '', key: '' });
  const send = async (text: string, written: string): Promise<void> => {
    if (last.current.text !== text) last.current = { text, key: uuid() };
    await add.mutateAsync({ threadId, text, written, key: last.current.key });
    last.current = { text: '', key: '' };
    close?.();
  };
  const isAnswer = threadId !== null;
  return (
    <Composer
      courseId={place.courseId}
      keptAs={`talk ${personId} ${threadId ?? place.lessonId}`}
      label={t(isAnswer ? 'learning.discussion.answerLabel' : 'learning.discussion.newLabel')}
      action={t(isAnswer ? 'learning.discussion.answer' : 'learning.discussion.send')}
      focused={isAnswer}
      send={send}
      {...(close === undefined ? {} : { cancel: close })}
    />
  );
}

/** What was written and has not been taken yet. */
export function SendingPosts({ place, threadId }: { place: Place; threadId: string | null }) {
  const { t } = useTranslation();
  const { name } = useMe();
  return useSending(place, threadId).map(({ key, written }) => (
    <div key={key} className={classes.post} data-sending>
      <Avatar name={name} />
      <div className={classes.said}>
        <p className={classes.by}>
          <b>{name}</b>
          <span className="soft">{t('learning.discussion.sending')}</span>
        </p>
        <p className={classes.text}>{written}</p>
      </div>
    </div>
  ));
}
