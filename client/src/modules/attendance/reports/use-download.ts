import { useEffect, useRef, useState } from 'react';
import { save } from '../../../platform/files';
import { download, type Progress } from './download';

export type Download =
  | { state: 'idle' | 'cancelled' }
  | { state: 'running'; progress: Progress }
  | { state: 'done'; name: string }
  | { state: 'failed'; error: unknown };

/** One download at a time; leaving the page calls it off. */
export function useDownload() {
  const [shown, setDownload] = useState<Download>({ state: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (address: string): Promise<void> => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const say = (next: Download): void => {
      if (running.current === own) setDownload(next);
    };
    say({ state: 'running', progress: { bytes: 0, rows: 0, expected: null } });
    try {
      const file = await download(address, (progress) => say({ state: 'running', progress }), own.signal);
      if (running.current !== own) return;
      save(file);
      say({ state: 'done', name: file.name });
    } catch (error) {
      say({ state: 'failed', error });
    }
  };
  const cancel = (): void => {
    running.current?.abort();
    running.current = null;
    setDownload({ state: 'cancelled' });
  };
  return { download: shown, start, cancel };
}
