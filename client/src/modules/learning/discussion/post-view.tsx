import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { discussionContract, withNames, type Post } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentAt } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { Avatar } from '../../../platform/ui/avatar';
import { Composer } from './composer';
import classes from './discussion.module.css';
import { usePostChange } from './discussion.queries';
import { PostActions, usePostRights } from './post-actions';
import { PostText } from './post-text';
import { TakeDownDialog } from './take-down-dialog';
import type { TalkHere } from './talk-here';

/** One post, with what can be done with it. */
export function PostView({ post, here }: { post: Post; here: TalkHere }) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<'choose' | 'edit' | 'takeDown' | null>(null);
  const { any } = usePostRights(post, here);
  const { name, staff, at, editedAt, pinned, removed } = post;
  const stop = (): void => setDoing(null);
  return (
    <div className={classes.post}>
      <Avatar name={name} />
      <div className={classes.said}>
        <p className={classes.by}>
          <b>{name}</b>
          {staff ? <span className={classes.tag}>{t('learning.discussion.staff')}</span> : null}
          {pinned ? <span className={classes.tag}>{t('learning.discussion.pinned')}</span> : null}
          <span className="soft">
            {[
              momentAt(at, here.timeZone),
              ...(editedAt === null || removed !== null ? [] : [t('learning.discussion.edited')]),
            ].join(' · ')}
          </span>
        </p>
        {removed !== null ? (
          <p className={classes.gone}>
            {removed.by === 'author'
              ? t('learning.discussion.goneByAuthor')
              : t('learning.discussion.goneByStaff', { reason: removed.reason ?? '' })}
          </p>
        ) : doing === 'edit' ? (
          <EditPost post={post} here={here} close={stop} />
        ) : (
          <PostText text={post.text} names={post.names} />
        )}
        {doing === 'choose' && any ? (
          <PostActions
            post={post}
            here={here}
            edit={() => setDoing('edit')}
            takeDown={() => setDoing('takeDown')}
            close={stop}
          />
        ) : null}
      </div>
      {any ? (
        <ActionIcon
          size={44}
          variant="subtle"
          color="gray"
          aria-expanded={doing === 'choose'}
          aria-label={t('learning.discussion.more', { name })}
          onClick={() => setDoing(doing === 'choose' ? null : 'choose')}
        >
          <IconDots size={20} aria-hidden="true" />
        </ActionIcon>
      ) : null}
      {doing === 'takeDown' ? <TakeDownDialog post={post} here={here} close={stop} /> : null}
    </div>
  );
}

function EditPost({ post, here: { place }, close }: { post: Post; here: TalkHere; close: () => void }) {
  const { t } = useTranslation();
  const { personId } = useMe();
  const edit = usePostChange(discussionContract.editPost, place);
  const { postId, text, names } = post;
  return (
    <Composer
      courseId={place.courseId}
      keptAs={`talk ${personId} edit ${postId}`}
      label={t('learning.discussion.editLabel')}
      action={t('action.save')}
      first={withNames(text, names)}
      named={Object.entries(names).map(([id, name]) => ({ personId: id, name }))}
      focused
      pending={edit.isPending}
      send={async (next) => {
        await edit.mutateAsync({ params: { courseId: place.courseId, postId }, body: { text: next } });
        close();
      }}
      cancel={() => {
        sessionStorage.removeItem(`talk ${personId} edit ${postId}`);
        close();
      }}
    />
  );
}
