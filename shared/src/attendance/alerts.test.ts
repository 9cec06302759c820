import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterQuiet, instantOf, wallClock } from '../platform';
import { alertStatus, noStamps, type AlertStatus } from './alerts';
import { defaultRules } from './rules';

const zone = 'Europe/London';
const at = (time: string, date = '2026-03-04'): number => instantOf(date, time, zone);
const status = (noticedAt: number | null, now: number, stamps = noStamps): AlertStatus =>
  alertStatus(noticedAt, stamps, defaultRules, zone, now);

describe('an alert', () => {
  it('waits out the grace, is sent, and says that it was taken back', () => {
    expect(status(at('09:00'), at('09:05'))).toMatchObject({ state: 'waiting', dueAt: at('09:10') });
    const sent = status(at('09:00'), at('09:10'));
    expect(sent).toMatchObject({ state: 'sent', sentAt: at('09:10') });
    expect(status(null, at('09:20'), sent)).toMatchObject({ state: 'retracted', retractedAt: at('09:20') });
    expect(status(null, at('09:05'))).toMatchObject({ state: 'retracted', sentAt: null, retractedAt: null });
  });

  it('lets people sleep, over midnight and over the change of the clocks', () => {
    expect(status(at('19:55'), at('19:56')).dueAt).toBe(at('07:00', '2026-03-05'));
    expect(status(at('03:00'), at('03:20')).dueAt).toBe(at('07:00'));
    expect(status(at('09:00'), at('22:00')).state).toBe('waiting');
    expect(afterQuiet(at('23:00', '2026-03-28'), defaultRules, zone)).toBe(at('07:00', '2026-03-29'));
    const none = { ...defaultRules, quietFrom: '07:00' };
    expect(afterQuiet(at('03:00'), none, zone)).toBe(at('03:00'));
  });

  it('stays answered, whatever is marked afterwards', () => {
    const answered = { sentAt: at('09:10'), retractedAt: null, answeredAt: at('09:12') };
    for (const noticed of [null, at('09:00'), at('11:00')])
      expect(status(noticed, at('12:00'), answered).state).toBe('answered');
  });
});

/** A day of four lessons: marks are set and taken away, and now and then somebody reviews. Minutes since midnight. */
const steps = fc.array(
  fc.record({
    minutes: fc.integer({ min: 0, max: 90 }),
    lesson: fc.integer({ min: 0, max: 3 }),
    absent: fc.boolean(),
    review: fc.boolean(),
  }),
  { maxLength: 40 },
);

it('follows the day’s marks and nothing else, and never too early, at night or twice', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 1_400 }), (moves, start) => {
      let now = at('00:00') + start * 60_000;
      let current: AlertStatus = { ...noStamps, state: 'retracted', dueAt: null };
      const marks = new Map<number, number>();
      for (const { minutes, lesson, absent, review } of moves) {
        now += minutes * 60_000;
        if (!absent) marks.delete(lesson);
        else if (!marks.has(lesson)) marks.set(lesson, now);
        if (!review) continue;
        const noticedAt = marks.size === 0 ? null : Math.min(...marks.values());
        const before = current;
        current = status(noticedAt, now, before);
        // asking again at once changes nothing
        expect(status(noticedAt, now, current)).toEqual(current);
        expect(current.state === 'retracted').toBe(noticedAt === null);
        if (current.sentAt === before.sentAt || current.sentAt === null) continue;
        const time = wallClock(now, zone).time;
        expect(time >= '07:00' && time < '20:00').toBe(true);
        expect(now).toBeGreaterThanOrEqual((noticedAt ?? Infinity) + 600_000);
        // told anew only after it was taken back
        expect(before.sentAt === null || before.retractedAt !== null).toBe(true);
      }
    }),
  );
});
