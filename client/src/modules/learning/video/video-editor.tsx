import { NativeSelect, Slider } from '@mantine/core';
import '@mantine/core/styles/Slider.css';
import type { BodyOf } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../schools/ui/loaded';
import type { EditSlot } from '../courses/edit-slot';
import { HtmlEditor } from '../courses/html-editor';
import { UploadButton } from './upload/upload-button';
import { UploadList } from './upload/upload-list';
import { useVideos } from './use-videos';
import classes from './video-editor.module.css';
import { VideoPanel } from './video-panel';

/** Which video a lesson shows, and from when on it counts as watched. */
export function VideoEditor({ course, body, change, readOnly }: EditSlot<BodyOf<'video'>>) {
  const { t } = useTranslation();
  const { courseId } = course;
  const videos = useVideos(courseId);
  const choose = (videoId: string | null): void => change({ ...body, videoId });
  return (
    <div className={classes.editor}>
      <section className={classes.section} aria-label={t('learning.video.editor.video')}>
        <h2>{t('learning.video.editor.video')}</h2>
        <Loaded query={videos} heights={[44]}>
          {({ rows }) => (
            <NativeSelect
              size="md"
              label={t('learning.video.editor.choose')}
              disabled={readOnly}
              value={body.videoId ?? ''}
              onChange={({ currentTarget: { value } }) => choose(value === '' ? null : value)}
              data={[
                { value: '', label: t('learning.video.editor.noneChosen') },
                ...rows.map(({ videoId, name }) => ({ value: videoId, label: name })),
                // a course may have more videos than one page of them
                ...(body.videoId === null || rows.some(({ videoId }) => videoId === body.videoId)
                  ? []
                  : [{ value: body.videoId, label: t('learning.video.editor.video') }]),
              ]}
            />
          )}
        </Loaded>
        {readOnly ? null : <UploadButton courseId={courseId} announced={choose} />}
        <UploadList courseId={courseId} />
        {body.videoId === null ? null : (
          <VideoPanel key={body.videoId} {...{ courseId, readOnly }} videoId={body.videoId} />
        )}
      </section>
      <section className={classes.section}>
        <h2>{t('learning.video.editor.completeAt')}</h2>
        <Slider
          thumbLabel={t('learning.video.editor.completeAt')}
          className={classes.slider ?? ''}
          disabled={readOnly}
          {...{ min: 10, max: 100, step: 5, size: 'lg', thumbSize: 26, labelAlwaysOn: true }}
          label={(value) => `${value} %`}
          value={Math.round(body.completeAt * 100)}
          onChange={(percent) => change({ ...body, completeAt: percent / 100 })}
        />
        <p className="soft">{t('learning.video.editor.completeAtMore')}</p>
      </section>
      <HtmlEditor
        {...{ courseId, readOnly }}
        label={t('learning.video.editor.below')}
        html={body.html}
        change={(html) => change({ ...body, html })}
      />
    </div>
  );
}
