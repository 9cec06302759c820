import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { timeAt } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import page from '../../../platform/ui/page.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { lessonDraftQuery } from '../courses/courses.queries';
import { videoQuery } from '../video/video.queries';
import { DropOffChart } from './drop-off-chart';
import { dropOffQuery } from './progress.queries';

interface DropOffSectionProps {
  courseId: string;
  lessonId: string;
  title: string;
}

/** Where learners stop watching the video of a lesson. */
export function DropOffSection({ courseId, lessonId, title }: DropOffSectionProps) {
  const { t } = useTranslation();
  const { clock } = useMe();
  const query = useQuery(dropOffQuery(courseId, lessonId));
  const draft = useQuery(lessonDraftQuery(courseId, lessonId));
  const body = draft.data?.body;
  const videoId = body?.kind === 'video' ? body.videoId : null;
  const video = useQuery({ ...videoQuery(courseId, videoId ?? ''), enabled: videoId !== null });
  return (
    <Loaded query={query} heights={[260]}>
      {(dropOff) => (
        <div className={page.padded}>
          {dropOff.viewers === 0 ? (
            <p className="soft">{t('learning.progress.dropOff.none')}</p>
          ) : (
            <>
              <DropOffChart dropOff={dropOff} chapters={video.data?.chapters ?? []} title={title} />
              <p className="soft">{t('chip.asOf', { time: timeAt(dropOff.asOf, clock.timeZone) })}</p>
            </>
          )}
        </div>
      )}
    </Loaded>
  );
}
