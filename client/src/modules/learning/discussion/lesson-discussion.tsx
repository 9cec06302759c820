import type { Discussion } from '@quad/shared/learning';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearchParams } from 'react-router';
import { listParams, ListPages } from '../../../platform/ui/list-controls';
import page from '../../../platform/ui/page.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { useToast } from '../../schools/ui/use-toast';
import type { LearnSlot } from '../learn/learn-slot';
import classes from './discussion.module.css';
import { useDiscussion, type Place } from './discussion.queries';
import { ThreadView } from './thread-view';
import { SendingPosts, WritePost } from './write-post';

/** What learners and teachers say below a lesson. */
export function LessonDiscussion({ course, lesson }: LearnSlot) {
  if (!course.discussion) return null;
  return <Talk place={{ courseId: course.courseId, lessonId: lesson.lessonId }} />;
}

function Talk({ place }: { place: Place }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const discussion = useDiscussion(place, listParams(search).page);
  const section = useArrival(discussion.data !== undefined);
  return (
    <section ref={section} id="talk" className={page.stack} aria-labelledby="talk-title" tabIndex={-1}>
      <h2 id="talk-title" className={classes.title}>
        {t('learning.discussion.title')}
        {discussion.data === undefined ? null : <span className="num soft"> {discussion.data.total}</span>}
      </h2>
      <Loaded query={discussion} heights={[110, 96, 96]}>
        {(found) => <Threads place={place} found={found} />}
      </Loaded>
    </section>
  );
}

function Threads({ place, found }: { place: Place; found: Discussion }) {
  const { t } = useTranslation();
  const sayer = useToast();
  const { rows, mayWrite, mayModerate, timeZone } = found;
  const here = { place, sayer, mayWrite, mayModerate, timeZone };
  return (
    <div className={page.stack}>
      {mayWrite ? (
        <div className={page.padded}>
          <WritePost place={place} threadId={null} />
        </div>
      ) : null}
      <SendingPosts place={place} threadId={null} />
      {rows.length === 0 ? <p className={classes.empty}>{t('learning.discussion.empty')}</p> : null}
      <ul className={page.stack} aria-label={t('learning.discussion.threads')}>
        {rows.map((thread) => (
          <ThreadView key={thread.postId} thread={thread} here={here} />
        ))}
      </ul>
      <ListPages page={found.page} pages={found.pages} />
      {sayer.toast}
    </div>
  );
}

/** Whoever follows a notice comes to the discussion, once it is there. */
function useArrival(isThere: boolean) {
  const section = useRef<HTMLElement>(null);
  const { hash } = useLocation();
  const isMeant = hash === '#talk' && isThere;
  useEffect(() => {
    if (!isMeant) return;
    section.current?.scrollIntoView();
    section.current?.focus({ preventScroll: true });
  }, [isMeant]);
  return section;
}
