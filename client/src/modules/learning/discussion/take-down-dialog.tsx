import { Textarea } from '@mantine/core';
import { discussionContract, type Post } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../schools/ui/form-dialog';
import { usePostChange } from './discussion.queries';
import type { TalkHere } from './talk-here';

interface TakeDownDialogProps {
  post: Post;
  here: TalkHere;
  close: () => void;
}

/** Whoever makes the course takes a post away, and everybody reads why. */
export function TakeDownDialog({ post, here: { place, sayer }, close }: TakeDownDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const takeDown = usePostChange(discussionContract.takePostDown, place);
  const back = usePostChange(discussionContract.putPostBack, place);
  const sent = { params: { courseId: place.courseId, postId: post.postId } };
  const submit = (): void =>
    takeDown.mutate(
      { ...sent, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          sayer.done(t('learning.discussion.removed'), () => back.mutate(sent, { onError: sayer.refused }));
          close();
        },
      },
    );
  return (
    <FormDialog
      title={t('learning.discussion.takeDownOf', { name: post.name })}
      close={close}
      submit={submit}
      pending={takeDown.isPending}
      error={takeDown.error}
      label={t('learning.discussion.takeDown')}
      disabled={reason.trim().length < 3}
    >
      <Textarea
        label={t('learning.discussion.reason')}
        description={t('learning.discussion.reasonMore')}
        maxLength={280}
        rows={3}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
