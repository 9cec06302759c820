import type { Playback } from '@quad/shared/learning';
import {
  MediaControlBar,
  MediaController,
  MediaFullscreenButton,
  MediaLoadingIndicator,
  MediaMuteButton,
  MediaPipButton,
  MediaPlayButton,
  MediaSeekBackwardButton,
  MediaSeekForwardButton,
  MediaTimeDisplay,
  MediaTimeRange,
  MediaVolumeRange,
} from 'media-chrome/react';
import {
  MediaCaptionsMenu,
  MediaCaptionsMenuButton,
  MediaPlaybackRateMenu,
  MediaPlaybackRateMenuButton,
} from 'media-chrome/react/menu';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '../../../../platform/ui/notice';
import classes from './player.module.css';
import { seekTo } from './seek';
import { useFilm } from './use-film';

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/** What happens to the film, in seconds of it. */
interface FilmListener {
  playing: () => void;
  at: (position: number, rate: number) => void;
  paused: (position: number) => void;
  sought: (position: number) => void;
  ended: (duration: number) => void;
}

interface PlayerProps {
  playback: Playback;
  /** where one page has two of the same film; its name unless told */
  label?: string | undefined;
  /** where it begins, s */
  startAt?: number;
  renew: () => Promise<unknown>;
  video: RefObject<HTMLVideoElement | null>;
  listener?: FilmListener | undefined;
  /** whoever shows where it is */
  onTime?: (position: number) => void;
}

/** A film with its controls. Keys work while it has the focus: space K J L ← → M C F P < > 0–9. */
export function Player({ playback, label, startAt = 0, renew, video, listener, onTime }: PlayerProps) {
  const { t } = useTranslation();
  const film = useFilm({ video, playback, startAt, renew });
  // the menus are told apart when two players stand on one page
  const [id] = useState(() => `player-${Math.random().toString(36).slice(2, 8)}`);
  const { name, poster, captions } = playback;

  const toTenth = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return;
    seekTo(video.current, (Number(event.key) / 10) * (video.current?.duration ?? Number.NaN));
  };

  if (film.error !== null)
    return (
      <div className={classes.failed}>
        <ErrorNotice error={film.error} retry={film.retry} />
      </div>
    );
  return (
    <div className={classes.frame}>
      <MediaController
        className={classes.player}
        onKeyDown={toTenth}
        ref={(element) => element?.setAttribute('aria-label', label ?? name)}
        hotkeys="noshift+/"
      >
        {/* eslint-disable-next-line jsx-a11y-x/media-has-caption -- captions are the teacher's to add; those there are come below */}
        <video
          slot="media"
          ref={video}
          playsInline
          preload="metadata"
          {...(poster === null ? {} : { poster })}
          onPlaying={() => listener?.playing()}
          onTimeUpdate={({ currentTarget: { currentTime, playbackRate, seeking, paused } }) => {
            onTime?.(currentTime);
            if (!seeking && !paused) listener?.at(currentTime, playbackRate);
          }}
          onPause={({ currentTarget: { currentTime, ended } }) => {
            if (!ended) listener?.paused(currentTime);
          }}
          onSeeking={({ currentTarget: { currentTime } }) => listener?.sought(currentTime)}
          onEnded={({ currentTarget: { duration } }) => listener?.ended(duration)}
        >
          {captions.map(({ lang, label, url }) => (
            <track key={url} kind="captions" srcLang={lang} label={label} src={url} />
          ))}
        </video>
        <div slot="centered-chrome" className={classes.centre}>
          <MediaLoadingIndicator noAutohide className={classes.loading} />
          <div className={classes.large}>
            <MediaSeekBackwardButton seekOffset={10} />
            <MediaPlayButton />
            <MediaSeekForwardButton seekOffset={10} />
          </div>
        </div>
        <MediaCaptionsMenu hidden anchor={`${id}-captions`} id={`${id}-captions-menu`} />
        <MediaPlaybackRateMenu hidden anchor={`${id}-rate`} id={`${id}-rate-menu`} rates={speeds} />
        <MediaControlBar className={classes.line}>
          <MediaTimeRange />
        </MediaControlBar>
        <MediaControlBar className={classes.bar}>
          <MediaPlayButton className={classes.wide} />
          <MediaMuteButton />
          <MediaVolumeRange className={`${classes.wide ?? ''} ${classes.volume ?? ''}`} />
          <MediaTimeDisplay showDuration />
          <span className={classes.gap} />
          {captions.length === 0 ? null : (
            <MediaCaptionsMenuButton id={`${id}-captions`} invokeTarget={`${id}-captions-menu`} />
          )}
          <MediaPlaybackRateMenuButton id={`${id}-rate`} invokeTarget={`${id}-rate-menu`} />
          <MediaPipButton className={classes.wide} />
          <MediaFullscreenButton />
        </MediaControlBar>
      </MediaController>
      <p className={classes.waiting} role="status">
        {film.waiting ? t('learning.video.waiting') : null}
      </p>
    </div>
  );
}
