import '../words';
import { lessonsOf } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { SelectInAddress } from '../../schools/ui/select-in-address';
import { CourseNav } from '../courses/course-nav';
import { useCourse } from '../courses/courses.queries';
import { DropOffSection } from './drop-off-section';
import { useWatchers } from './progress.queries';
import classes from './watch-page.module.css';
import { WatcherList } from './watcher-list';

/** Who is watching now, and where learners stop. */
export function WatchPage() {
  const { t } = useTranslation();
  const { courseId = '' } = useParams();
  const course = useCourse(courseId);
  const watchers = useWatchers(courseId);
  const title = t('learning.progress.watch.title');
  return (
    <div className={page.wide}>
      <PageHeader
        title={title}
        tab={`${title} · ${course.data?.title ?? ''}`}
        above={course.data?.title}
        chip={<ConnectionChip asOf={undefined} failed={watchers.isError} />}
      />
      <CourseNav courseId={courseId} />
      <div className={classes.stack}>
        <section className={classes.stack} aria-labelledby="now">
          <h2 id="now">{t('learning.progress.watch.now')}</h2>
          <Loaded query={watchers} heights={[64, 64]}>
            {({ rows }) => <WatcherList rows={rows} />}
          </Loaded>
        </section>
        <section className={classes.stack} aria-labelledby="drop-off">
          <h2 id="drop-off">{t('learning.progress.dropOff.title')}</h2>
          <Loaded query={course} heights={[44, 240]}>
            {({ live, draft }) => <DropOffs courseId={courseId} lessons={lessonsOf(live ?? draft)} />}
          </Loaded>
        </section>
      </div>
    </div>
  );
}

function DropOffs({ courseId, lessons }: { courseId: string; lessons: ReturnType<typeof lessonsOf> }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const films = lessons.filter(({ kind }) => kind === 'video');
  const chosen = films.find(({ id }) => id === search.get('lesson')) ?? films[0];
  if (chosen === undefined)
    return (
      <div className={page.card}>
        <Notice title={t('learning.progress.dropOff.noVideo')} />
      </div>
    );
  return (
    <div className={classes.stack}>
      <SelectInAddress
        label={t('learning.progress.dropOff.lesson')}
        name="lesson"
        choices={films.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <DropOffSection key={chosen.id} courseId={courseId} lessonId={chosen.id} title={chosen.title} />
    </div>
  );
}
