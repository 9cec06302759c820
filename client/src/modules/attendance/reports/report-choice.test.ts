import { presetLabels } from '@quad/shared/attendance';
import { describe, expect, test } from 'vitest';
import { english } from '../../../platform/i18n';
import { addressOf, choiceOf, daysOf } from './report-choice';
import { spanFault } from './span-fault';

const terms = [
  { name: 'Autumn', from: '2025-09-01', to: '2025-12-19' },
  { name: 'Spring', from: '2026-01-05', to: '2026-04-02' },
];
const span = (name: 'week' | 'month' | 'term', today: string) =>
  daysOf({ span: name, from: null, to: null }, today, terms);

describe('the days of a report', () => {
  test('are the ISO week, also when the clocks change in it, and the month to its last day', () => {
    expect(span('week', '2026-03-29')).toEqual({ from: '2026-03-23', to: '2026-03-29' });
    expect(span('month', '2024-02-10')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(span('month', '2026-12-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });

  test('are the term that is on or was last', () => {
    expect(span('term', '2026-03-04')).toEqual({ from: '2026-01-05', to: '2026-04-02' });
    expect(span('term', '2025-12-27')).toEqual({ from: '2025-09-01', to: '2025-12-19' });
    expect(span('term', '2025-08-01')).toBeNull();
  });

  test('are refused before the server does', () => {
    expect(spanFault({ from: '2026-03-02', to: '2026-03-01' })).toBe('reversed');
    expect(spanFault({ from: '2025-01-01', to: '2026-02-04' })).toBeNull();
    expect(spanFault({ from: '2025-01-01', to: '2026-02-05' })).toBe('tooLong');
  });
});

test('the address says it all, and what it cannot mean is left out', () => {
  const school = '5'.repeat(24);
  const choice = choiceOf(
    new URLSearchParams(`report=register&format=xlsx&school=${school}&class=c1&span=eternity`),
  );
  expect(choice).toMatchObject({ report: 'register', format: 'xlsx', span: 'month', classId: 'c1' });
  const days = { from: '2026-03-02', to: '2026-03-06' };
  expect(addressOf(choice, days)).toBe(
    `/api/v1/schools/${school}/reports/register?format=xlsx&from=2026-03-02&to=2026-03-06&classId=c1`,
  );
  expect(addressOf({ ...choice, report: 'ada-adm', school: null }, days)).toBe(
    '/api/v1/district/reports/ada-adm?format=xlsx&from=2026-03-02&to=2026-03-06',
  );
});

test('files and screens call the codes the same', () => {
  expect(english.codes).toEqual(presetLabels);
});
