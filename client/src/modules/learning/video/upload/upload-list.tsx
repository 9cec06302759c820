import { Button, Progress } from '@mantine/core';
import '@mantine/core/styles/Progress.css';
import { videoContract } from '@quad/shared/learning';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../../../../platform/store';
import { useRefusalText } from '../refusal-text';
import { useVideoChange } from '../video.queries';
import { leftOf } from './time-left';
import classes from './upload.module.css';
import { dropUpload, isUnderWay, pauseUpload, resumeUpload, uploads, type UploadState } from './uploads';

/** What is on its way to this course from this page. */
export function UploadList({ courseId }: { courseId: string }) {
  const mine = useStore(uploads).filter((each) => each.courseId === courseId);
  const busy = mine.some(isUnderWay);
  useEffect(() => {
    if (!busy) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [busy]);
  if (mine.length === 0) return null;
  return (
    <ul className={classes.list}>
      {mine.map((each) => (
        <UploadRow key={each.id} upload={each} />
      ))}
    </ul>
  );
}

function UploadRow({ upload }: { upload: UploadState }) {
  const { t } = useTranslation();
  const words = useUploadWords();
  const remove = useVideoChange(videoContract.removeVideo, upload.courseId);
  const { id, name, state, videoId } = upload;
  const cancel = (): void => {
    dropUpload(id);
    if (videoId !== null && state !== 'done')
      remove.mutate({ params: { courseId: upload.courseId, videoId } });
  };
  return (
    <li className={classes.row}>
      <p className={classes.name}>{name}</p>
      {isUnderWay(upload) ? (
        <Progress
          value={percentOf(upload)}
          aria-label={t('learning.video.upload.name', { name })}
          striped={state !== 'sending'}
        />
      ) : null}
      <p
        className={state === 'failed' ? classes.flaw : 'soft'}
        role={state === 'failed' ? 'alert' : undefined}
      >
        {words(upload)}
      </p>
      <div className={classes.buttons}>
        {state === 'sending' || state === 'waiting' ? (
          <Button variant="default" onClick={() => pauseUpload(id)}>
            {t('learning.video.upload.pause')}
          </Button>
        ) : null}
        {state === 'paused' ? (
          <Button onClick={() => resumeUpload(id)}>{t('learning.video.upload.resume')}</Button>
        ) : null}
        {isUnderWay(upload) && state !== 'preparing' ? (
          <Button variant="subtle" color="brick" onClick={cancel}>
            {t('learning.video.upload.cancel')}
          </Button>
        ) : null}
        {isUnderWay(upload) ? null : (
          <Button variant="subtle" onClick={() => dropUpload(id)}>
            {t('action.close')}
          </Button>
        )}
      </div>
    </li>
  );
}

const percentOf = ({ sent, bytes }: UploadState): number => Math.floor((100 * sent) / Math.max(1, bytes));

function useUploadWords(): (upload: UploadState) => string {
  const { t } = useTranslation();
  const why = useRefusalText();
  return (upload) => {
    const percent = percentOf(upload);
    if (upload.state === 'preparing') return t('learning.video.upload.preparing');
    if (upload.state === 'paused') return t('learning.video.upload.paused', { percent });
    if (upload.state === 'waiting') return t('learning.video.upload.waiting');
    if (upload.state === 'done') return t('learning.video.upload.done');
    if (upload.state === 'failed') return t('learning.video.upload.failed', { why: why(upload.error) });
    const left = leftOf(upload, Date.now());
    const said = t('learning.video.upload.percent', { percent });
    if (left === null) return said;
    const time = t(`learning.video.upload.${left.unit}`, { count: left.count });
    return `${said} · ${t('learning.video.upload.left', { time })}`;
  };
}
