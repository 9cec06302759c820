import type { BrowserContext, Page } from '@playwright/test';
import type { Entry, Snapshot } from '@quad/shared/attendance';
import { expect, freshRegister, one, other, test } from './support/quad';

const mark = (page: Page, code: string, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${code},.*: ${name}$`) });
const pressed = (page: Page, code: string, name: string) =>
  expect(mark(page, code, name)).toHaveAttribute('aria-pressed', 'true');

/** The sockets that a tab holds now. */
function socketsOf(page: Page): { open: () => number } {
  let open = 0;
  page.on('websocket', (socket) => {
    if (!socket.url().includes('socket.io')) return;
    open += 1;
    socket.on('close', () => (open -= 1));
  });
  return { open: () => open };
}

/** Three tabs of one person at one register, in the order they were opened, with the sockets each holds. */
async function threeTabs(first: Page, path: string) {
  const tabs = [];
  for (let n = 0; n < 3; n++) {
    const page = n === 0 ? first : await first.context().newPage();
    const sockets = socketsOf(page);
    await page.goto(path);
    await expect(page.getByText(/of 30 marked/)).toBeVisible();
    tabs.push({ page, sockets });
  }
  return tabs;
}

/**
 * The page stands still until the answer is called. It falls asleep with its disk at rest, as in life: no browser freezes a page
 * that holds a transaction others wait for.
 */
async function putToSleep(page: Page): Promise<() => Promise<unknown>> {
  await expect(page.getByRole('status').filter({ hasText: 'In line' })).toBeAttached();
  const session = await page.context().newCDPSession(page);
  await session.send('Debugger.enable');
  const paused = new Promise((resolve) => session.once('Debugger.paused', resolve));
  // what is confirmed is kept a second after it came
  await session.send('Runtime.evaluate', { expression: 'setTimeout(() => { debugger; }, 2000)' });
  await paused;
  return () => session.send('Debugger.disable');
}

async function logOf(context: BrowserContext, registerId: string): Promise<Entry[]> {
  const { snapshot } = (await (
    await context.request.get(`/api/v1/registers/${registerId}/sync?epoch=0&since=0`)
  ).json()) as { snapshot: Snapshot };
  const query = `epoch=${String(snapshot.epoch)}&since=0`;
  const delta = await context.request.get(`/api/v1/registers/${registerId}/sync?${query}`);
  return ((await delta.json()) as { events: Entry[] }).events;
}

test('two teachers with three tabs each: one socket a device, and all six tabs show what the database has', async ({
  as,
}) => {
  const rao = await as('rao');
  const lind = await as('lind', other());
  const id = await freshRegister(rao, '7B Mathematics');
  const mine = await threeTabs(rao, `/registers/${id}`);
  const theirs = await threeTabs(lind, `/registers/${id}`);
  const all = [...mine, ...theirs];
  const leaderOf = (tabs: typeof mine) => tabs.filter(({ sockets }) => sockets.open() > 0);
  await expect.poll(() => leaderOf(mine).length).toBe(1);
  await expect.poll(() => leaderOf(theirs).length).toBe(1);

  const follower = mine.find(({ sockets }) => sockets.open() === 0);
  await mark(follower?.page ?? rao, 'A', 'Amara Okafor').click();
  for (const { page } of all) await pressed(page, 'A', 'Amara Okafor');

  // the tab that held the socket is closed
  const [leader] = leaderOf(theirs);
  await leader?.page.close();
  const left = theirs.filter((tab) => tab !== leader);
  await expect.poll(() => leaderOf(left).length).toBe(1);
  await mark(rao, 'L', 'Hana Suzuki').click();
  for (const { page } of [...mine, ...left]) await pressed(page, 'L', 'Hana Suzuki');

  // the tab that holds it now is put to sleep, as a phone does with a page in the background
  const [asleep] = leaderOf(mine);
  if (asleep === undefined) throw new Error('nobody leads');
  const wakeUp = await putToSleep(asleep.page);
  const awake = mine.filter((tab) => tab !== asleep);
  await expect.poll(() => leaderOf(awake).length).toBe(1);
  await mark(awake[0]?.page ?? rao, 'P', 'Amara Okafor').click();
  for (const { page } of [...awake, ...left]) await pressed(page, 'P', 'Amara Okafor');
  await wakeUp();
  await pressed(asleep.page, 'P', 'Amara Okafor');
  await expect.poll(() => leaderOf(mine).length).toBe(1);
  const log = await logOf(rao.context(), id);
  expect(log.map((entry) => entry.changes[0]?.code)).toEqual(['A', 'L', 'P']);
});

test('ten minutes without a network and a reload in the middle: every mark arrives, in the order it was made', async ({
  as,
}) => {
  const rao = await as('rao', one(), { serviceWorkers: 'allow' });
  const lind = await as('lind', other());
  const id = await freshRegister(rao, '7B Mathematics');
  await rao.clock.install();
  await rao.goto(`/registers/${id}`);
  await expect(rao.getByText('0 of 30 marked')).toBeVisible();
  // the app itself is on the device
  await rao.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await rao.context().setOffline(true);
  await mark(rao, 'A', 'Amara Okafor').click();
  await rao.clock.fastForward('05:00');
  await mark(rao, 'L', 'Hana Suzuki').click();
  await expect(rao.getByRole('status').filter({ hasText: '2 waiting' })).toBeAttached();
  await rao.reload();
  await pressed(rao, 'A', 'Amara Okafor');
  await rao.clock.fastForward('05:00');
  await mark(rao, 'P', 'Amara Okafor').click();
  await expect(rao.getByRole('status').filter({ hasText: '3 waiting' })).toBeAttached();
  await lind.goto(`/registers/${id}`);
  await expect(lind.getByText(/\d+ of \d+ marked/)).toHaveText('0 of 30 marked');
  await rao.context().setOffline(false);
  await rao.clock.fastForward('00:30');
  await pressed(lind, 'P', 'Amara Okafor');
  await pressed(lind, 'L', 'Hana Suzuki');
  await expect(rao.getByRole('status').filter({ hasText: 'In line' })).toBeAttached();
  const log = await logOf(rao.context(), id);
  expect(log.map((entry) => entry.changes[0]?.code)).toEqual(['A', 'L', 'P']);
  expect(log.map(({ n }) => n)).toEqual(log.map(({ n }) => n).toSorted((a, b) => a - b));
  // after the reload nobody can tell what happened to the device's clock
  expect(log.map(({ doubtful }) => doubtful ?? false)).toEqual([false, false, true]);
});

test('a device whose clock is an hour wrong marks at the right time, and one set meanwhile says that it is in doubt', async ({
  as,
}) => {
  const rao = await as('rao');
  const id = await freshRegister(rao, '7B Mathematics');
  const now = Date.now();
  await rao.clock.install({ time: now + 3_600_000 });
  await rao.goto(`/registers/${id}`);
  await expect(rao.getByText('0 of 30 marked')).toBeVisible();
  await mark(rao, 'A', 'Amara Okafor').click();
  await expect.poll(async () => (await logOf(rao.context(), id)).length).toBe(1);
  // no answer of the server puts it right before the next mark
  await expect(rao.getByRole('status').filter({ hasText: 'In line' })).toBeAttached();
  await rao.context().setOffline(true);
  await rao.clock.setSystemTime(now - 3_600_000);
  await mark(rao, 'L', 'Hana Suzuki').click();
  await rao.context().setOffline(false);
  await expect.poll(async () => (await logOf(rao.context(), id)).length).toBe(2);
  const [right, doubted] = await logOf(rao.context(), id);
  expect(right?.doubtful).toBeUndefined();
  expect(Math.abs((right?.at ?? 0) - (right?.tw ?? 0))).toBeLessThan(20_000);
  expect(doubted?.doubtful).toBe(true);
  expect(Math.abs((doubted?.at ?? 0) - (doubted?.tw ?? 0))).toBeLessThan(20_000);
});

test('where WebSockets are blocked a register and a list are kept in line by asking', async ({ as }) => {
  const rao = await as('rao');
  const lind = await as('lind', other());
  const id = await freshRegister(rao, '7B Mathematics');
  await rao.context().routeWebSocket(/socket\.io/, (socket) => socket.close());
  await rao.goto(`/registers/${id}`);
  await lind.goto(`/registers/${id}`);
  await expect(rao.getByText('0 of 30 marked')).toBeVisible();
  await mark(lind, 'A', 'Amara Okafor').click();
  await pressed(lind, 'A', 'Amara Okafor');
  await expect(mark(rao, 'A', 'Amara Okafor')).toHaveAttribute('aria-pressed', 'true', { timeout: 25_000 });
  await mark(rao, 'L', 'Hana Suzuki').click();
  await pressed(lind, 'L', 'Hana Suzuki');
});
