import { Button, TextInput } from '@mantine/core';
import { videoContract, type Video } from '@quad/shared/learning';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogActions } from '../../../platform/ui/dialog';
import { FormDialog } from '../../schools/ui/form-dialog';
import { CaptionsSection } from './captions/captions-section';
import { ChaptersEditor } from './chapters-editor';
import { PreviewPlayer } from './preview-player';
import { isConflict, useRefusalText } from './refusal-text';
import { useBytes } from './use-bytes';
import { useVideoWords } from './use-videos';
import { useVideoChange } from './video.queries';
import classes from './videos-page.module.css';

interface VideoRowProps {
  video: Video;
  mayEdit: boolean;
  done: (text: string) => void;
}

export function VideoRow({ video, mayEdit, done }: VideoRowProps) {
  const { t } = useTranslation();
  const words = useVideoWords();
  const player = useRef<HTMLVideoElement>(null);
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<'rename' | 'remove' | null>(null);
  const { name, why, addedBy, state, courseId, videoId } = video;
  const close = (): void => setAsking(null);
  const isMade = state === 'playable' || state === 'ready';
  return (
    <li className={classes.row}>
      <div className={classes.words} role="status">
        <h2>{name}</h2>
        <p className="soft num">
          {words(video)} · {t('learning.video.facts.added', { name: addedBy })}
        </p>
        {why === null ? null : <p className={state === 'failed' ? classes.why : 'soft'}>{why}</p>}
      </div>
      {mayEdit ? (
        <div className={classes.buttons}>
          <Button
            variant="default"
            aria-label={t('learning.video.rename.of', { name })}
            onClick={() => setAsking('rename')}
          >
            {t('learning.video.rename.button')}
          </Button>
          <Button
            variant="subtle"
            color="brick"
            aria-label={t('learning.video.remove.of', { name })}
            onClick={() => setAsking('remove')}
          >
            {t('learning.video.remove.button')}
          </Button>
        </div>
      ) : null}
      {isMade ? (
        <details className={classes.details} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{t('learning.video.editor.showPreview')}</summary>
          {open ? (
            <div className={classes.opened}>
              <div className={classes.preview}>
                <PreviewPlayer {...{ courseId, videoId }} video={player} />
              </div>
              <ChaptersEditor {...{ video, player }} readOnly={!mayEdit} />
              <CaptionsSection video={video} readOnly={!mayEdit} />
            </div>
          ) : null}
        </details>
      ) : null}
      {asking === 'rename' ? <RenameDialog {...{ video, close }} /> : null}
      {asking === 'remove' ? <RemoveDialog {...{ video, close, done }} /> : null}
    </li>
  );
}

function RenameDialog({ video, close }: { video: Video; close: () => void }) {
  const { t } = useTranslation();
  const why = useRefusalText();
  const [name, setName] = useState(video.name);
  const { courseId, videoId, version } = video;
  const change = useVideoChange(videoContract.changeVideo, courseId);
  const error = change.error === null ? null : why(change.error);
  return (
    <FormDialog
      title={t('learning.video.rename.of', { name: video.name })}
      {...{ close, pending: change.isPending, error: null, disabled: name.trim() === '' }}
      submit={() =>
        change.mutate({ params: { courseId, videoId }, body: { version, name } }, { onSuccess: close })
      }
    >
      <TextInput
        label={t('learning.video.rename.name')}
        value={name}
        maxLength={200}
        error={isConflict(change.error) ? t('learning.video.conflict') : error}
        onChange={({ currentTarget: { value } }) => setName(value)}
        data-autofocus
      />
    </FormDialog>
  );
}

function RemoveDialog({
  video,
  close,
  done,
}: {
  video: Video;
  close: () => void;
  done: (text: string) => void;
}) {
  const { t } = useTranslation();
  const why = useRefusalText();
  const bytes = useBytes();
  const { courseId, videoId, name } = video;
  const removal = useVideoChange(videoContract.removeVideo, courseId);
  return (
    <Dialog opened title={t('learning.video.remove.title')} close={close}>
      <p>{t('learning.video.remove.more', { name, room: bytes(video.bytes) })}</p>
      {removal.error === null ? null : (
        <p role="alert" className={classes.why}>
          {isConflict(removal.error) ? t('learning.video.remove.inUse') : why(removal.error)}
        </p>
      )}
      <DialogActions>
        <Button variant="default" onClick={close}>
          {t('action.cancel')}
        </Button>
        <Button
          color="brick"
          loading={removal.isPending}
          onClick={() =>
            removal.mutate(
              { params: { courseId, videoId } },
              {
                onSuccess: () => {
                  done(t('learning.video.remove.done', { name }));
                  close();
                },
              },
            )
          }
        >
          {t('learning.video.remove.button')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
