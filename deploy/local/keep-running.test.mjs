import { describe, expect, it, vi } from 'vitest';
import { keepRunning } from './keep-running.mjs';

/** A process that ends when told to. */
function aProcess() {
  let end;
  const exited = new Promise((done) => (end = done));
  return { exited, end };
}

describe('a process kept running', () => {
  it('is started again when it ends, but not after halt', async () => {
    const runs = [];
    const start = () => Promise.resolve(runs[runs.push(aProcess()) - 1]);
    const guard = await keepRunning('The server', start, () => undefined);
    runs[0].end();
    await vi.waitFor(() => expect(runs).toHaveLength(2));
    await guard.halt();
    runs[1].end();
    await new Promise((done) => setTimeout(done, 300));
    expect(runs).toHaveLength(2);
  });

  it('is given up with one sentence when it ends again and again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const start = vi.fn(() => Promise.resolve({ exited: Promise.resolve() }));
    const error = await new Promise((giveUp) => void keepRunning('The server', start, giveUp));
    vi.useRealTimers();
    expect(error.message).toBe(
      'The server ended 6 times within a minute: see the logs in the data folder for the reason.',
    );
    expect(start).toHaveBeenCalledTimes(6);
  });
});
