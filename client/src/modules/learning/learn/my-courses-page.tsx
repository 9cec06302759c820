import { Button } from '@mantine/core';
import type { MyCourse } from '@quad/shared/learning';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useNow } from '../../../platform/clock';
import { useMe } from '../../../platform/session';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips, listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { dayWords } from '../../schools/ui/day-words';
import admin from '../../schools/ui/admin.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { wordIn } from '../../schools/ui/select-in-address';
import { useMyCourses } from './learn.queries';
import classes from './my-courses-page.module.css';
import { ProgressBar } from './progress-bar';
import '../words';

const states = ['all', 'open', 'completed'] as const;

/** The courses somebody learns in. */
export function MyCoursesPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const state = wordIn(search, 'state', states);
  const params = listParams(search);
  const courses = useMyCourses({ ...params, ...(state !== 'all' && { state }) });
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('learning.learn.title')}
        chip={<ConnectionChip asOf={undefined} failed={courses.isError} />}
      />
      <div className={admin.stack}>
        <div className={admin.controls} role="search">
          <Chips
            label={t('admin.show')}
            name="state"
            choices={states.map((value) => ({ value, label: t(`learning.learn.show.${value}`) }))}
          />
          <SearchField label={t('learning.learn.find')} />
          <Link to="/learning/certificates" className={admin.link}>
            {t('learning.learn.certificates')}
          </Link>
        </div>
        <Loaded query={courses} heights={[132, 132, 132]}>
          {({ rows, page: number, pages }) => (
            <div className={admin.stack}>
              {rows.length === 0 ? (
                <div className={page.card}>
                  <Notice title={t(search.size === 0 ? 'learning.learn.none' : 'learning.learn.noneFound')}>
                    {t(search.size === 0 ? 'learning.learn.noneHint' : 'learning.learn.noneFoundHint')}
                  </Notice>
                </div>
              ) : (
                <ul className={classes.cards}>
                  {rows.map((course) => (
                    <Card key={course.courseId} course={course} />
                  ))}
                </ul>
              )}
              <ListPages page={number} pages={pages} />
            </div>
          )}
        </Loaded>
      </div>
    </div>
  );
}

function Card({ course }: { course: MyCourse }) {
  const { t } = useTranslation();
  const runs = useRuns(course);
  const { courseId, title, subject, teachers, done, of, share, lastLessonId, completedAt } = course;
  const path = `/learning/${courseId}`;
  const isBegun = lastLessonId !== null;
  return (
    <li className={classes.card}>
      <div>
        <h2>
          <Link to={path}>{title}</Link>
        </h2>
        <p className="soft">{[subject, ...teachers].filter((words) => words !== '').join(' · ')}</p>
      </div>
      <div className={classes.progress}>
        <ProgressBar share={share} label={t('learning.learn.progressOf', { title })} />
        <p className="num soft">{t('learning.learn.done', { count: of, done })}</p>
      </div>
      {runs === null ? null : <p className="soft">{runs}</p>}
      {completedAt !== null ? <p className={classes.finished}>{t('learning.learn.finished')}</p> : null}
      <Button
        component={Link}
        to={isBegun ? `${path}/${lastLessonId}` : path}
        variant={completedAt === null ? 'filled' : 'default'}
        className={classes.go}
      >
        {t(isBegun ? 'learning.learn.goOn' : 'learning.learn.start')}
        <span className="hidden-text"> {title}</span>
      </Button>
    </li>
  );
}

/** When it begins or ends, as far as that is still to come or just past. */
function useRuns({ startsOn, endsOn }: MyCourse): string | null {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const { date } = wallClock(useNow(), timeZone);
  if (startsOn !== null && date < startsOn) return t('learning.learn.begins', { day: dayWords(startsOn) });
  if (endsOn === null) return null;
  return t(date > endsOn ? 'learning.learn.ended' : 'learning.learn.ends', { day: dayWords(endsOn) });
}
