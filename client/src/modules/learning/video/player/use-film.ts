import type { Playback } from '@quad/shared/learning';
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import { isFinal } from '../../../../platform/api-error';
import { attach } from './attach';

/** Waits before new addresses are asked for, ms; then somebody has to press a button. */
const waits = [0, 1_000, 3_000, 8_000, 15_000, 30_000];

export interface FilmState {
  /** it stopped and is being got going again */
  waiting: boolean;
  /** why it cannot go on */
  error: unknown;
  retry: () => void;
}

interface FilmProps {
  video: RefObject<HTMLVideoElement | null>;
  playback: Playback;
  /** where it begins, s */
  startAt: number;
  /** asks for addresses anew; rejects with the server's refusal */
  renew: () => Promise<unknown>;
}

/** Plays the film in that element. Addresses that hold no longer are replaced, and it goes on at the same second. */
export function useFilm({ video, playback: { hls, source }, startAt, renew }: FilmProps): FilmState {
  const address = hls ?? source?.url ?? null;
  const place = useRef({ at: startAt, playing: false });
  const tries = useRef(0);
  const [attempt, setAttempt] = useState(0);
  const [waiting, setWaiting] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const again = useEffectEvent(async () => {
    try {
      await renew();
      setAttempt((before) => before + 1);
    } catch (refusal) {
      if (isFinal(refusal) || tries.current >= waits.length) setError(refusal);
      else setAttempt((before) => before + 1);
    }
  });

  useEffect(() => {
    const element = video.current;
    if (element === null || address === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lost = (): void => {
      if (timer !== undefined) return;
      setWaiting(true);
      const wait = waits[tries.current];
      tries.current += 1;
      if (wait === undefined) setError(new Error('the film does not come'));
      else timer = setTimeout(() => void again(), wait);
    };
    const plays = (): void => {
      tries.current = 0;
      setWaiting(false);
    };
    const moved = (): void => {
      if (element.readyState > 0 && !element.seeking) place.current.at = element.currentTime;
    };
    element.addEventListener('playing', plays);
    element.addEventListener('timeupdate', moved);
    const take = attach(element, { address, isHls: hls !== null, from: place.current.at }, lost);
    if (place.current.playing) void element.play().then(undefined, () => undefined);
    const { current } = place;
    return () => {
      clearTimeout(timer);
      current.playing = !element.paused && !element.ended;
      element.removeEventListener('playing', plays);
      element.removeEventListener('timeupdate', moved);
      take();
    };
  }, [video, address, hls, attempt]);

  const retry = (): void => {
    tries.current = 0;
    setError(null);
    renew().then(() => setAttempt((before) => before + 1), setError);
  };
  return { waiting, error, retry };
}
