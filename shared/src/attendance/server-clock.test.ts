import { expect, it } from 'vitest';
import { ServerClock } from './server-clock';

function aClock() {
  const device = { wall: 1_000_000, monotonic: 50 };
  const clock = new ServerClock({ wall: () => device.wall, monotonic: () => device.monotonic });
  return { device, clock };
}

it('goes on from the server’s last word by the clock nobody can set', () => {
  const { device, clock } = aClock();
  clock.synced(7_000_000, clock.asking());
  device.monotonic += 3_000;
  device.wall += 3_000;
  expect(clock.now()).toBe(7_003_000);
  expect(clock.doubtful()).toBe(false);
});

it('is doubtful before the first word, after a sleep, and when somebody has set the device’s clock', () => {
  const { device, clock } = aClock();
  expect(clock.doubtful()).toBe(true);
  clock.synced(7_000_000, clock.asking());
  device.wall += 3_600_000;
  expect(clock.doubtful()).toBe(true);
  clock.synced(7_000_100, clock.asking());
  expect(clock.doubtful()).toBe(false);
  device.wall -= 10_000;
  expect(clock.doubtful()).toBe(true);
});

it('takes no answer for the present that was on its way while the device slept', () => {
  const { device, clock } = aClock();
  clock.synced(7_000_000, clock.asking());
  const asked = clock.asking();
  device.wall += 60_000;
  clock.synced(7_000_100, asked);
  expect(clock.doubtful()).toBe(true);
});

it('goes by the offset it was given until the server speaks, and says that this is in doubt', () => {
  const clock = new ServerClock({ wall: () => 1_000, monotonic: () => 5 }, 60_000);
  expect(clock.now()).toBe(61_000);
  expect(clock.doubtful()).toBe(true);
});
