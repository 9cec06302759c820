import '../words';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { useToast } from '../../schools/ui/use-toast';
import { CourseNav } from '../courses/course-nav';
import { useCourse } from '../courses/courses.queries';
import { JobBoard } from './job-board';
import { UploadButton } from './upload/upload-button';
import { UploadList } from './upload/upload-list';
import { useVideos } from './use-videos';
import { VideoRow } from './video-row';
import classes from './videos-page.module.css';

/** The videos of a course and the jobs that make them playable. */
export function VideosPage() {
  const { t } = useTranslation();
  const { courseId = '' } = useParams();
  const [search] = useSearchParams();
  const course = useCourse(courseId);
  // `page` belongs to the videos, `jobs` to the board below
  const params = listParams(search);
  const videos = useVideos(courseId, params);
  const { done, toast } = useToast();
  const mayEdit = course.data?.mayEdit === true;
  return (
    <div className={page.wide}>
      <PageHeader
        title={t('learning.video.page.title')}
        tab={`${t('learning.video.page.title')} · ${course.data?.title ?? ''}`}
        above={course.data?.title}
        chip={<ConnectionChip asOf={undefined} failed={videos.isError} />}
      />
      <CourseNav courseId={courseId} />
      <div className={classes.stack}>
        {mayEdit ? <UploadButton courseId={courseId} /> : null}
        <UploadList courseId={courseId} />
        <section aria-label={t('learning.video.page.videos')} className={classes.stack}>
          <div role="search">
            <SearchField label={t('learning.video.page.find')} />
          </div>
          <Loaded query={videos} heights={[92, 92, 92]}>
            {({ rows, page: number, pages }) => (
              <div className={classes.stack}>
                {rows.length === 0 ? (
                  <div className={page.card}>
                    <Notice
                      title={t(
                        params.q === undefined ? 'learning.video.page.none' : 'learning.video.page.noMatch',
                      )}
                    >
                      {params.q === undefined ? t('learning.video.page.noneMore') : undefined}
                    </Notice>
                  </div>
                ) : (
                  <ul className={page.stack}>
                    {rows.map((video) => (
                      <VideoRow key={video.videoId} {...{ video, mayEdit, done }} />
                    ))}
                  </ul>
                )}
                <ListPages page={number} pages={pages} />
              </div>
            )}
          </Loaded>
        </section>
        <JobBoard courseId={courseId} mayRetry={mayEdit} done={done} />
      </div>
      {toast}
    </div>
  );
}
