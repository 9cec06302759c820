import { addDays } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { wallClock } from '@quad/shared/platform';
import { useLiveQuery } from '../../../platform/live-query';
import { shortDay } from '../../../platform/dates';
import { ErrorNotice } from '../../../platform/ui/notice';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { rangeOf } from './address';
import { Change } from './change';
import { everyMinute, trendQuery } from './office.queries';
import { ShareChart } from './share-chart';

interface OfDay {
  date: string;
  timeZone: string;
}

/** The year so far, over every school of the board. */
export function BoardTrend({ date, timeZone }: OfDay) {
  const { t } = useTranslation();
  const trend = useTrend(date);
  const wall = trend.data?.asOf == null ? null : wallClock(trend.data.asOf, timeZone);
  return (
    <section className={page.padded}>
      <h2>{t('office.trend.title')}</h2>
      {trend.data === undefined ? (
        trend.isError ? (
          <ErrorNotice error={trend.error} retry={() => void trend.refetch()} />
        ) : (
          <SkeletonRows heights={[220]} />
        )
      ) : (
        <ShareChart days={trend.data.days} label={t('office.trend.title')} />
      )}
      {wall === null ? null : (
        <p className="soft num">{t('chip.asOf', { time: `${shortDay(wall.date)} ${wall.time}` })}</p>
      )}
    </section>
  );
}

/** How the same lessons went a week before; nothing where none was submitted on both days. */
export function BoardChange({ date }: Pick<OfDay, 'date'>) {
  const { t } = useTranslation();
  const { data } = useTrend(date);
  if (data?.compare == null) return null;
  const { now, before, registers } = data.compare;
  return (
    <>
      <Change now={now} then={before} than={shortDay(addDays(date, -7))} />
      {t('office.compared', { count: registers })}
    </>
  );
}

/** A year of every school is too much to read with each mark. */
function useTrend(date: string) {
  return useLiveQuery(trendQuery(yearTo(date)), { topics: [], every: everyMinute });
}

function yearTo(date: string): { from: string; to: string } {
  const { from, to } = rangeOf(new URLSearchParams('range=year'), date, []);
  return { from, to };
}
