import { useTranslation } from 'react-i18next';
import { serverLag } from '../api';
import { clock, useNow } from '../clock';
import { formatLocale } from '../i18n';
import { useConnection } from '../live';
import { useStore } from '../store';
import { leading } from '../tabs';
import { deviceQueue } from './device-queue';
import type { Figures } from './figures';

/** ms; also what the district admin has set its clock to, where it is not the real one */
const clockOffset = (): number => clock.now() - Date.now();

function duration(ms: number): string {
  const unit =
    Math.abs(ms) < 1_000
      ? 'millisecond'
      : Math.abs(ms) < 120_000
        ? 'second'
        : Math.abs(ms) < 7_200_000
          ? 'minute'
          : 'hour';
  const size = { millisecond: 1, second: 1_000, minute: 60_000, hour: 3_600_000 }[unit];
  const format = { style: 'unit', unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(formatLocale(), format).format(ms / size);
}

/** What is the same on every screen: the connection, the queue of the whole device, the clock. */
export function useDeviceFigures(): Figures[] {
  const { t } = useTranslation();
  const connection = useConnection();
  const lag = useStore(serverLag);
  const leads = useStore(leading);
  const { registers, durable } = useStore(deviceQueue);
  // read anew with every tick
  useNow();
  return [
    {
      title: t('inLine.panel.connection'),
      rows: [
        [t('inLine.panel.server'), t(`inLine.panel.by.${connection}`)],
        [t('inLine.panel.tab'), t(leads ? 'inLine.panel.leads' : 'inLine.panel.follows')],
        [t('inLine.panel.lag'), lag === null ? '–' : duration(lag)],
      ],
    },
    {
      title: t('inLine.panel.queue'),
      rows:
        registers.length === 0
          ? [[t('inLine.panel.waiting'), t('inLine.panel.nothing')]]
          : [
              ...registers.map(({ label, waiting, refused }, index): [string, string] => [
                label ?? t('inLine.panel.register', { number: index + 1 }),
                t(refused === 0 ? 'inLine.panel.waits' : 'inLine.panel.waitsAndNot', { waiting, refused }),
              ]),
              [t('inLine.panel.kept'), t(durable ? 'inLine.panel.onDisk' : 'inLine.panel.onPage')],
            ],
    },
    {
      title: t('inLine.panel.clock'),
      rows: [
        [t('inLine.panel.offset'), duration(clockOffset())],
        [t('inLine.panel.trusted'), t(clock.doubtful() ? 'inLine.panel.no' : 'inLine.panel.yes')],
      ],
    },
  ];
}
