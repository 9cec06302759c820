import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../platform/store';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { HtmlView } from '../learn/html-view';
import { learnKeys } from '../learn/learn.queries';
import type { LearnSlot } from '../learn/learn-slot';
import { ChapterList } from './chapter-list';
import { Player } from './player/player';
import { seekTo } from './player/seek';
import { Resumed } from './resumed';
import { useViewing } from './use-viewing';
import { playbackQuery } from './video.queries';
import classes from './video-lesson.module.css';
import type { ViewingBeats } from './viewing-beats';
import { WatchedRing } from './watched-ring';

/** A video to watch. */
export function VideoLesson({ course, lesson }: LearnSlot) {
  const { t } = useTranslation();
  const { body, lessonId, preview } = lesson;
  if (body.kind !== 'video') return null;
  return (
    <div className={classes.lesson}>
      {body.videoId === null ? (
        <div className={page.card}>
          <Notice title={t('learning.video.none')}>{t('learning.video.noneMore')}</Notice>
        </div>
      ) : (
        <Film
          key={body.videoId}
          {...{ courseId: course.courseId, lessonId, videoId: body.videoId, preview }}
          completeAt={body.completeAt}
        />
      )}
      <HtmlView html={body.html} />
    </div>
  );
}

interface FilmProps {
  courseId: string;
  lessonId: string;
  videoId: string;
  preview: boolean;
  completeAt: number;
}

function Film({ courseId, lessonId, videoId, preview, completeAt }: FilmProps) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const playback = useQuery(playbackQuery(courseId, lessonId, videoId));
  const viewing = useViewing({ courseId, lessonId, videoId }, !preview);
  const failed = playback.error ?? (preview ? null : viewing.error);
  if (failed !== null && playback.data === undefined)
    return <ErrorNotice error={failed} retry={() => void playback.refetch()} />;
  if (playback.data === undefined || (!preview && viewing.isPending)) return <SkeletonRows heights={[320]} />;
  const film = playback.data;
  if (film.hls === null && film.source === null)
    return (
      <div className={page.card}>
        <Notice title={t('learning.video.notReady')}>{film.why ?? t('learning.video.notReadyMore')}</Notice>
      </div>
    );
  const beats = viewing.data;
  const startAt = startOf(beats, film.duration);
  const jump = (at: number): void => {
    seekTo(video.current, at);
    void video.current?.play().then(undefined, () => undefined);
  };
  return (
    <div className={classes.film} data-chapters={film.chapters.length > 0}>
      <div className={classes.player}>
        <Player
          {...{ video, startAt }}
          playback={film}
          renew={() => playback.refetch({ throwOnError: true })}
          listener={beats}
        />
        {film.why === null ? null : <p className="soft">{film.why}</p>}
        {startAt > 0 ? <Resumed at={startAt} startOver={() => jump(0)} /> : null}
        {viewing.isError ? (
          <p role="alert" className={classes.alert}>
            {t('learning.video.notCounted')}{' '}
            <button type="button" className={classes.inline} onClick={() => void viewing.refetch()}>
              {t('action.retry')}
            </button>
          </p>
        ) : null}
        {beats === undefined ? null : (
          <HowFar
            {...{ beats, courseId, completeAt }}
            again={() => void Promise.all([playback.refetch(), viewing.refetch()])}
          />
        )}
      </div>
      <ChapterList video={video} chapters={film.chapters} jump={jump} />
    </div>
  );
}

interface HowFarProps {
  beats: ViewingBeats;
  courseId: string;
  completeAt: number;
  again: () => void;
}

function HowFar({ beats, courseId, completeAt, again }: HowFarProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { viewing, elsewhere, refused } = useStore(beats.state);
  const isDone = viewing.doneAt !== null;
  useEffect(() => {
    if (isDone) void client.invalidateQueries({ queryKey: learnKeys.course(courseId) });
  }, [client, courseId, isDone]);
  return (
    <>
      <WatchedRing watched={viewing.watched} completeAt={completeAt} isDone={isDone} />
      {elsewhere === null ? null : <p className="soft">{t('learning.video.elsewhere')}</p>}
      {refused === null ? null : (
        <p role="alert" className={classes.alert}>
          {t('learning.video.notCounted')}{' '}
          <button type="button" className={classes.inline} onClick={again}>
            {t('action.retry')}
          </button>
        </p>
      )}
    </>
  );
}

/** Where whoever watches left off; from the beginning for those who had come to the end. */
function startOf(beats: ViewingBeats | undefined, duration: number): number {
  const at = beats?.started ?? 0;
  return at < 2 || at > duration - Math.min(5, duration * 0.05) ? 0 : at;
}
