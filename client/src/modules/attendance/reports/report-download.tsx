import { Button } from '@mantine/core';
import { reportFormats, reportsContract } from '@quad/shared/attendance';
import { weekOf } from '@quad/shared/platform';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { errorKey } from '../../../platform/api-error';
import { formatNumber } from '../../../platform/dates';
import { FileLink } from '../../../platform/ui/file-link';
import { addressOf, changed, type ReportChoice } from './report-choice';
import classes from './reports-page.module.css';
import { spanFault } from './span-fault';
import { useDownload, type Download } from './use-download';

interface ReportDownloadProps {
  choice: ReportChoice;
  days: { from: string; to: string } | null;
  today: string;
}

/** The format, the button, how far it is, and what else can be had: a link to the file, and the week on paper. */
export function ReportDownload({ choice, days, today }: ReportDownloadProps) {
  const { t } = useTranslation();
  const [, setSearch] = useSearchParams();
  const { download, start, cancel } = useDownload();
  const address = days === null || spanFault(days) !== null ? null : addressOf(choice, days);
  const isRunning = download.state === 'running';
  const week = weekOf(days !== null && days.from > today ? days.from : today);
  return (
    <div className={classes.download}>
      <div className={classes.choices} role="group" aria-label={t('reports.format')}>
        {reportFormats.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={choice.format === name}
            onClick={() => setSearch((before) => changed(before, { format: name }), { replace: true })}
          >
            {t(`reports.formats.${name}`)}
          </button>
        ))}
      </div>
      <div className={classes.actions}>
        {isRunning ? (
          <Button variant="default" onClick={cancel}>
            {t('action.cancel')}
          </Button>
        ) : (
          <Button
            leftSection={<IconDownload size={18} aria-hidden="true" />}
            disabled={address === null}
            onClick={() => address !== null && void start(address)}
          >
            {t('reports.download')}
          </Button>
        )}
        {address === null ? null : (
          <FileLink
            className={classes.link}
            endpoint={choice.school === null ? reportsContract.districtReport : reportsContract.schoolReport}
            href={address}
          >
            {t('reports.link')}
          </FileLink>
        )}
        {choice.school === null || choice.classId === null ? null : (
          <Link
            className={classes.link}
            to={`/classes/${choice.classId}/print?school=${choice.school}&week=${week}`}
          >
            <IconPrinter size={18} aria-hidden="true" />
            {t('reports.print')}
          </Link>
        )}
      </div>
      <State download={download} />
    </div>
  );
}

function State({ download }: { download: Download }) {
  const { t } = useTranslation();
  const words = useProgressWords();
  if (download.state === 'failed')
    return (
      <p role="alert" className={classes.failed}>
        {t(errorKey(download.error))}
      </p>
    );
  return (
    <>
      {download.state === 'running' ? (
        <>
          <progress
            className={classes.bar}
            aria-label={t('reports.progress')}
            max={1}
            value={shareOf(download.progress)}
          />
          <p className="soft num">{words(download.progress)}</p>
        </>
      ) : null}
      {/* the figures change with every chunk; read out are only beginning and end */}
      <p role="status" className={download.state === 'running' ? 'hidden-text' : 'soft'}>
        {download.state === 'idle'
          ? ''
          : t(`reports.state.${download.state}`, { name: download.state === 'done' ? download.name : '' })}
      </p>
    </>
  );
}

/** The server's count is an estimate, so the bar is only full once the file is there; undefined: on its way, nobody knows how far. */
function shareOf({ rows, expected }: { rows: number; expected: number | null }): number | undefined {
  return expected === null || expected === 0 || rows === 0 ? undefined : Math.min(0.98, rows / expected);
}

function useProgressWords() {
  const { t } = useTranslation();
  return ({ bytes, rows, expected }: { bytes: number; rows: number; expected: number | null }): string => {
    const size = t('reports.kilobytes', { size: formatNumber(Math.round(bytes / 1024)) });
    if (rows === 0) return size;
    const done = formatNumber(rows);
    return expected === null || expected < rows
      ? t('reports.rows', { rows: done, size })
      : t('reports.rowsOf', { rows: done, expected: formatNumber(expected), size });
  };
}
