import { Button } from '@mantine/core';
import { discussionContract, type Post } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../platform/session';
import admin from '../../schools/ui/admin.module.css';
import { usePostChange } from './discussion.queries';
import type { TalkHere } from './talk-here';

/** What the person may do with a post besides answering it. */
export function usePostRights(post: Post, { mayWrite, mayModerate }: TalkHere) {
  const { personId } = useMe();
  const isMine = post.personId === personId;
  const mayChange = isMine && mayWrite && post.removed === null;
  const mayTakeDown = mayModerate && !isMine && post.removed === null;
  const mayPin = mayModerate && post.threadId === null && post.removed === null;
  return { mayChange, mayTakeDown, mayPin, any: mayChange || mayTakeDown || mayPin };
}

interface PostActionsProps {
  post: Post;
  here: TalkHere;
  edit: () => void;
  takeDown: () => void;
  close: () => void;
}

export function PostActions({ post, here, edit, takeDown, close }: PostActionsProps) {
  const { t } = useTranslation();
  const { mayChange, mayTakeDown, mayPin } = usePostRights(post, here);
  const remove = usePostChange(discussionContract.removePost, here.place);
  const restore = usePostChange(discussionContract.restorePost, here.place);
  const pin = usePostChange(discussionContract.pinThread, here.place);
  const { sayer } = here;
  const sent = { params: { courseId: here.place.courseId, postId: post.postId } };
  const putBack = (): void => restore.mutate(sent, { onError: sayer.refused });
  const takeAway = (): void => {
    close();
    remove.mutate(sent, {
      onSuccess: () => sayer.done(t('learning.discussion.removed'), putBack),
      onError: sayer.refused,
    });
  };
  const setPinned = (pinned: boolean): void => {
    close();
    pin.mutate({ ...sent, body: { pinned } }, { onError: sayer.refused });
  };
  const all: [shown: boolean, label: string, act: () => void][] = [
    [mayChange, t('learning.discussion.edit'), edit],
    [mayChange, t('learning.discussion.remove'), takeAway],
    [
      mayPin,
      t(post.pinned ? 'learning.discussion.unpin' : 'learning.discussion.pin'),
      () => setPinned(!post.pinned),
    ],
    [mayTakeDown, t('learning.discussion.takeDown'), takeDown],
  ];
  return (
    <div className={admin.buttons}>
      {all.map(([shown, label, act]) =>
        shown ? (
          <Button key={label} variant="default" onClick={act}>
            {label}
          </Button>
        ) : null,
      )}
    </div>
  );
}
