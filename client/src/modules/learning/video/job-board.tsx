import { Button, Progress } from '@mantine/core';
import '@mantine/core/styles/Progress.css';
import { transcodeStates, videoContract, type Transcode } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { Chips } from '../../../platform/ui/list-controls';
import { Loaded } from '../../schools/ui/loaded';
import { useRefusalText } from './refusal-text';
import { jobsQuery, useVideoChange } from './video.queries';
import table from './job-board.module.css';
import classes from './videos-page.module.css';

type Job = Transcode & { video: string };

interface JobBoardProps {
  courseId: string;
  mayRetry: boolean;
  done: (text: string) => void;
}

/** The newest jobs that make the videos of a course playable. */
export function JobBoard({ courseId, mayRetry, done }: JobBoardProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const state = transcodeStates.find((each) => each === search.get('jobs'));
  const jobs = useLiveQuery(jobsQuery(courseId, state === undefined ? {} : { state }), {
    topics: [`progress:${courseId}`],
  });
  return (
    <section aria-labelledby="jobs" className={classes.stack}>
      <h2 id="jobs">{t('learning.video.page.jobs')}</h2>
      <Chips
        label={t('learning.video.jobs.filter')}
        name="jobs"
        choices={[
          { value: '', label: t('learning.video.jobs.all') },
          ...transcodeStates.map((value) => ({ value, label: t(`learning.video.jobs.state.${value}`) })),
        ]}
      />
      <Loaded query={jobs} heights={[52, 52, 52]}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="soft">{t('learning.video.jobs.none')}</p>
          ) : (
            <Jobs {...{ rows, courseId, mayRetry, done }} />
          )
        }
      </Loaded>
    </section>
  );
}

function Jobs({ rows, ...rest }: JobBoardProps & { rows: readonly Job[] }) {
  const { t } = useTranslation();
  const heads = ['part', 'stateHead', 'progress', 'tries', 'log'] as const;
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('learning.video.jobs.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('learning.video.jobs.video')}</th>
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(`learning.video.jobs.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((job) => (
          <JobRow key={job.transcodeId} job={job} {...rest} />
        ))}
      </tbody>
    </table>
  );
}

function JobRow({ job, courseId, mayRetry, done }: JobBoardProps & { job: Job }) {
  const { t } = useTranslation();
  const why = useRefusalText();
  const retry = useVideoChange(videoContract.retryTranscode, courseId);
  const { transcodeId, state, progress, tries, log, video } = job;
  const isNamed = job.what === 'probe' || job.what === 'poster';
  const what = isNamed
    ? t(`learning.video.jobs.what.${job.what as 'probe' | 'poster'}`)
    : t('learning.video.jobs.what.rung', { rung: job.what });
  const percent = Math.floor(progress * 100);
  return (
    <tr>
      <th scope="row">{video}</th>
      <td data-label={t('learning.video.jobs.part')}>{what}</td>
      <td data-label={t('learning.video.jobs.stateHead')}>
        <span className={table.state} data-state={state}>
          {t(`learning.video.jobs.state.${state}`)}
        </span>
        {state === 'failed' && mayRetry ? (
          <Button
            variant="default"
            loading={retry.isPending}
            aria-label={t('learning.video.jobs.retryOf', { what, video })}
            onClick={() =>
              retry.mutate(
                { params: { courseId, transcodeId } },
                {
                  onSuccess: () => done(t('learning.video.jobs.retried')),
                  onError: (error) => done(why(error)),
                },
              )
            }
          >
            {t('learning.video.jobs.retry')}
          </Button>
        ) : null}
      </td>
      <td data-label={t('learning.video.jobs.progress')} className={table.progress}>
        <Progress
          value={percent}
          aria-label={`${video}, ${what}: ${t('learning.video.jobs.progress')}`}
          color={state === 'failed' ? 'brick' : 'court'}
        />
        <span className="num soft">{percent} %</span>
      </td>
      <td data-label={t('learning.video.jobs.tries')} className="num">
        {tries}
      </td>
      <td className={table.log}>
        <details>
          <summary aria-label={`${t('learning.video.jobs.log')}: ${video}, ${what}`}>
            {t('learning.video.jobs.log')}
          </summary>
          <pre>{log === '' ? t('learning.video.jobs.noLog') : log}</pre>
        </details>
      </td>
    </tr>
  );
}
