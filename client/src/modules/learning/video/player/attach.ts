import type Hls from 'hls.js';

export interface Film {
  address: string;
  isHls: boolean;
  /** where it begins, s */
  from: number;
}

/** What an expired or withdrawn address answers. */
const refusals = [401, 403, 404];
const hlsType = 'application/vnd.apple.mpegurl';

/**
 * Gives a video element its film. `lost` is called once, when it cannot go on: the address no longer holds, or nothing comes.
 * The answer takes the film away again.
 */
export function attach(element: HTMLVideoElement, film: Film, lost: () => void): () => void {
  if (!film.isHls || playsHlsItself(element)) return attachPlain(element, film, lost);
  let taken = false;
  let player: Hls | null = null;
  void import('hls.js/light')
    .then(({ default: Player }) => {
      if (taken) return;
      if (!Player.isSupported()) player = null;
      else player = withHls(Player, element, film, lost);
    })
    .catch(lost);
  return () => {
    taken = true;
    player?.destroy();
  };
}

/** Safari: there its own player is kinder to the battery and knows AirPlay. Others say that they can and then cannot seek. */
function playsHlsItself(element: HTMLVideoElement): boolean {
  const isSafari = 'ManagedMediaSource' in window || !('MediaSource' in window);
  return isSafari && element.canPlayType(hlsType) !== '';
}

function withHls(Player: typeof Hls, element: HTMLVideoElement, film: Film, lost: () => void): Hls {
  const player = new Player({ startPosition: film.from, maxBufferLength: 30, capLevelToPlayerSize: true });
  let mended = false;
  player.on(Player.Events.ERROR, (_, { fatal, type, response }) => {
    if (refusals.includes(response?.code ?? 0)) lost();
    else if (!fatal) return;
    else if (type === Player.ErrorTypes.MEDIA_ERROR && !mended) {
      mended = true;
      player.recoverMediaError();
    } else lost();
  });
  player.loadSource(film.address);
  player.attachMedia(element);
  return player;
}

function attachPlain(element: HTMLVideoElement, { address, from }: Film, lost: () => void): () => void {
  const begin = (): void => {
    if (from > 0) element.currentTime = from;
  };
  element.addEventListener('loadedmetadata', begin, { once: true });
  element.addEventListener('error', lost, { once: true });
  element.src = address;
  return () => {
    element.removeEventListener('loadedmetadata', begin);
    element.removeEventListener('error', lost);
    element.removeAttribute('src');
    element.load();
  };
}
