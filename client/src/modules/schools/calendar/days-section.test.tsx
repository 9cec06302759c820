import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { answer, fakeApi } from '../../../test-support/fake-api';
import { renderPage } from '../../../test-support/render-page';
import { useToast } from '../ui/use-toast';
import { DaysSection } from './days-section';

vi.mock('../../../platform/socket', () => import('../../../test-support/fake-socket'));
afterEach(() => vi.unstubAllGlobals());

const schoolId = '5'.repeat(24);

function Page() {
  const sayer = useToast();
  return (
    <>
      <DaysSection schoolId={schoolId} mayChange sayer={sayer} />
      {sayer.toast}
    </>
  );
}

test('a tap says what a day is, and Undo says again what it was', async () => {
  let days = [{ date: '2026-03-06', kind: 'holiday' }];
  const seen = fakeApi({
    [`GET /schools/${schoolId}/calendar`]: () =>
      answer({
        ...{ schoolId, name: 'Harbour Academy', timeZone: 'UTC', today: '2026-03-04', bells: [], days },
        terms: [{ name: 'Spring', from: '2026-01-05', to: '2026-04-02' }],
      }),
    [`PUT /schools/${schoolId}/days/2026-03-06`]: ({ body }) => {
      const [before] = days;
      const { kind } = body as { kind: string };
      days = [{ date: '2026-03-06', kind }];
      return answer({ schoolId, kind: before?.kind ?? null });
    },
  });
  await renderPage(Page);
  expect(await screen.findByLabelText('Thursday 5 March, school day')).toBeEnabled();
  expect(screen.getByLabelText('Saturday 7 March, no school')).toBeEnabled();
  await userEvent.click(screen.getByText('Strike'));
  await userEvent.click(screen.getByLabelText('Friday 6 March, Holiday'));
  expect(await screen.findByLabelText('Friday 6 March, Strike')).toBeVisible();
  await userEvent.click(screen.getByText('Undo'));
  expect(await screen.findByLabelText('Friday 6 March, Holiday')).toBeVisible();
  expect(seen.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
    { kind: 'strike' },
    { kind: 'holiday' },
  ]);
});
