import { useConnection } from '../../../platform/live';

const progressMs = 1_000;

/** Without a socket: every second while something moves. */
export function useProgressInterval(moves: boolean): number | false {
  const connection = useConnection();
  return moves && connection === 'polling' ? progressMs : false;
}
