import { describe, expect, it } from 'vitest';
import { NoAnswer, type HttpAnswer } from './http';
import { patiently, pauseMs } from './patience';

const answer = (status: number, headers: HttpAnswer['headers'] = {}): HttpAnswer => ({
  status,
  headers,
  text: '',
});

/** Gives these outcomes in turn, and counts how often it was asked. */
function giving(...outcomes: (HttpAnswer | Error)[]) {
  const asked = { times: 0 };
  const attempt = (): Promise<HttpAnswer> => {
    const outcome = outcomes[asked.times++] ?? answer(200);
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  };
  return { asked, attempt };
}

describe('patience', () => {
  it('tries again what the server could not do yet, and what got no answer', async () => {
    const { asked, attempt } = giving(answer(503), new NoAnswer('gone'), answer(429), answer(200));
    expect((await patiently(attempt, 5_000)).status).toBe(200);
    expect(asked.times).toBe(4);
  });

  it.each([200, 401, 403, 404, 409, 422, 500])('takes %i for an answer', async (status) => {
    const { asked, attempt } = giving(answer(status));
    expect((await patiently(attempt, 5_000)).status).toBe(status);
    expect(asked.times).toBe(1);
  });

  it('ends: with the last refusal, or with the error of the network', async () => {
    expect((await patiently(giving(answer(503)).attempt, 0)).status).toBe(503);
    await expect(patiently(giving(new NoAnswer('gone')).attempt, 0)).rejects.toThrow('gone');
  });

  it('does not hide a defect behind a second try', async () => {
    await expect(patiently(giving(new RangeError('defect')).attempt, 5_000)).rejects.toThrow('defect');
  });

  it('waits as long as the server asks, else longer each time, up to five seconds', () => {
    const noJitter = (): number => 0;
    expect(pauseMs(answer(503, { 'retry-after': '15' }), 0, noJitter)).toBe(15_000);
    expect([0, 1, 2, 9].map((tries) => pauseMs(answer(503), tries, noJitter))).toEqual([
      100, 200, 400, 5_000,
    ]);
  });
});
