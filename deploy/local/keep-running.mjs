import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, tell } from './refusal.mjs';
import { say } from './say.mjs';

const mostRestarts = 5;
const withinMs = 60_000;
const firstPauseMs = 100;

/**
 * Starts a process and starts it again whenever it ends by itself.
 * @param {string} name
 * @param {() => Promise<{exited: Promise<unknown>}>} start
 * @param {(error: unknown) => void} giveUp called when it ends too often
 * @returns {Promise<{halt(): Promise<void>}>} after `halt` it is not started again; stopping it is the caller's part
 */
export async function keepRunning(name, start, giveUp) {
  const restarts = [];
  let halted = false;
  let reviving = Promise.resolve();
  watch(await start());
  return {
    halt: () => {
      halted = true;
      return reviving;
    },
  };

  function watch(running) {
    void running.exited.then(() => {
      if (!halted) reviving = revive().catch(giveUp);
    });
  }

  async function revive() {
    say(`${name} ended unexpectedly and is started again.`);
    while (!halted) {
      const now = Date.now();
      const recent = restarts.filter((at) => at > now - withinMs).length;
      if (recent >= mostRestarts)
        throw new Refusal(
          `${name} ended ${mostRestarts + 1} times within a minute: see the logs in the data folder for the reason.`,
        );
      restarts.push(now);
      await sleep(firstPauseMs * 2 ** recent);
      if (halted) return;
      try {
        const running = await start();
        say(`${name} is back.`);
        watch(running);
        return;
      } catch (error) {
        if (!halted) say(tell(error));
      }
    }
  }
}
