import 'fake-indexeddb/auto';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test } from 'vitest';
import { devicePages } from './device-pages';
import { forgetPages, keepPages, keptOnDevice, restorePages } from './query-persist';

const rao = '9'.repeat(24);
const lind = 'd'.repeat(24);

afterEach(async () => {
  await forgetPages();
});

async function seenBy(person: string): Promise<void> {
  const client = new QueryClient();
  keepPages(client, person);
  await client.query({ queryKey: ['today'], queryFn: () => '7B', ...keptOnDevice });
  await client.query({ queryKey: ['people', 'page', 3], queryFn: () => 'names of strangers' });
  await expect.poll(() => devicePages.getItem(person)).toContain('7B');
}

test('what was seen is there after a new start, and only what was meant to be kept', async () => {
  await seenBy(rao);
  expect(await devicePages.getItem(rao)).not.toContain('strangers');
  const again = new QueryClient();
  await restorePages(again);
  expect(again.getQueryData(['today'])).toBe('7B');
});

test('forgotten is forgotten, also by a write that was put off', async () => {
  await seenBy(rao);
  const client = new QueryClient();
  keepPages(client, rao);
  client.setQueryData(['today'], '8C');
  await forgetPages();
  await new Promise((later) => setTimeout(later, 0));
  expect(await devicePages.getItem(rao)).toBeUndefined();
  const again = new QueryClient();
  await restorePages(again);
  expect(again.getQueryData(['today'])).toBeUndefined();
});

test('the next person on the device finds nothing of the one before', async () => {
  await seenBy(rao);
  const client = new QueryClient();
  keepPages(client, lind);
  const again = new QueryClient();
  await restorePages(again);
  expect(again.getQueryData(['today'])).toBeUndefined();
});
