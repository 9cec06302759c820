import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../schools/ui/loaded';
import { CaptionsSection } from './captions/captions-section';
import { ChaptersEditor } from './chapters-editor';
import { PreviewPlayer } from './preview-player';
import { useVideo, useVideoWords } from './use-videos';
import classes from './video-editor.module.css';

interface VideoPanelProps {
  courseId: string;
  videoId: string;
  readOnly: boolean;
}

/** One video: how it stands, itself, its chapters and captions. */
export function VideoPanel({ courseId, videoId, readOnly }: VideoPanelProps) {
  const { t } = useTranslation();
  const words = useVideoWords();
  const query = useVideo(courseId, videoId);
  const player = useRef<HTMLVideoElement>(null);
  const [shown, setShown] = useState(false);
  return (
    <Loaded query={query} heights={[44, 44]}>
      {(video) => (
        <div className={classes.panel}>
          <div className={classes.state} role="status">
            <b>{video.name}</b>
            <span className="soft">{words(video)}</span>
            {video.why === null ? null : (
              <span className={video.state === 'failed' ? classes.why : 'soft'}>{video.why}</span>
            )}
          </div>
          {video.state === 'playable' || video.state === 'ready' ? (
            <details
              className={classes.details}
              onToggle={({ currentTarget }) => setShown(currentTarget.open)}
            >
              <summary>{t('learning.video.editor.showPreview')}</summary>
              <div className={classes.preview}>
                {shown ? <PreviewPlayer {...{ courseId, videoId }} video={player} /> : null}
              </div>
            </details>
          ) : null}
          {video.state === 'failed' ? null : (
            <>
              <ChaptersEditor {...{ video, readOnly, player }} />
              <CaptionsSection {...{ video, readOnly }} />
            </>
          )}
        </div>
      )}
    </Loaded>
  );
}
