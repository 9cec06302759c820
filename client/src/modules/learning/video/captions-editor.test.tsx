import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Video } from '@quad/shared/learning';
import { afterEach, expect, test, vi } from 'vitest';
import '../words';
import { answer, fakeApi, refuse } from '../../../test-support/fake-api';
import { renderPage } from '../../../test-support/render-page';
import { CaptionsSection } from './captions/captions-section';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const [courseId, videoId] = ['c'.repeat(24), 'd'.repeat(24)];
const video: Video = {
  ...{ videoId, courseId, name: 'Crystals', state: 'ready', bytes: 10, received: 10, sha256: null },
  ...{ duration: 60, width: 720, height: 480, rungs: [240], chapters: [], version: 3, why: null },
  ...{ captions: [{ lang: 'en', label: 'English', version: 1, cues: 1 }], addedAt: 0, addedBy: 'Ms Rao' },
};
const vtt = (words: string): string => `WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n${words}\n`;

test('a correction over somebody else’s is told, and kept on demand', async () => {
  let stored = { version: 1, vtt: vtt('Helo') };
  const seen = fakeApi({
    [`GET /courses/${courseId}/videos/${videoId}/captions/en`]: () =>
      answer({ lang: 'en', label: 'English', ...stored }),
    [`GET /courses/${courseId}/videos/${videoId}/playback`]: () =>
      answer({
        ...{ videoId, name: 'Crystals', duration: 60, hls: null, source: null, poster: null },
        ...{ captions: [], chapters: [], why: null },
      }),
    [`PUT /courses/${courseId}/videos/${videoId}/captions/en`]: ({ body }) =>
      (body as { version: number }).version === stored.version ? answer(video) : refuse(409, 'conflict'),
  });
  await renderPage(() => <CaptionsSection video={video} readOnly={false} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Correct English' }));
  const words = await screen.findByRole('textbox', { name: 'Line 1: Words' });
  await userEvent.clear(words);
  await userEvent.paste('Hello');
  stored = { version: 2, vtt: vtt('Hi') };
  await userEvent.click(screen.getByRole('button', { name: 'Save captions' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Somebody else corrected these captions');
  await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }));
  expect(await screen.findByText('Captions saved.')).toBeInTheDocument();
  const sent = seen.filter(({ method }) => method === 'PUT').map(({ body }) => body);
  expect(sent.at(-1)).toEqual({ label: 'English', vtt: vtt('Hello'), version: 2 });
});
