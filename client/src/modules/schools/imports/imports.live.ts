import { useQueryClient } from '@tanstack/react-query';
import { useConnection, usePollInterval, useReconnected, useStale, useWatch } from '../../../platform/live';
import { importKeys } from './imports.queries';

/** Keeps what a page shows of imports as the server has it. @param id an import's, or the district's for the list */
export function useLiveImports(id: string): void {
  const client = useQueryClient();
  const topics = [`import:${id}`];
  const again = (): void => {
    void client.invalidateQueries({ queryKey: importKeys.one(id) });
    void client.invalidateQueries({ queryKey: [...importKeys.all, 'list'] });
  };
  useWatch(topics);
  useReconnected(again);
  useStale(topics, again);
}

const progressMs = 1_000;

/** Without a socket: every second while something moves. */
export function useProgressInterval(moves: boolean): number | false {
  const connection = useConnection();
  const poll = usePollInterval();
  return moves && connection === 'polling' ? progressMs : poll;
}
