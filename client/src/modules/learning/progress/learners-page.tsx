import '../words';
import { coursesContract, learnerSorts, risks, type LearnerRow } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips, listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { useToast } from '../../schools/ui/use-toast';
import { SelectInAddress } from '../../schools/ui/select-in-address';
import { CourseNav } from '../courses/course-nav';
import { useCourse, useCourseChange } from '../courses/courses.queries';
import classes from './learners-page.module.css';
import { LearnersTable } from './learners-table';
import { useLearners, type LearnersParams } from './progress.queries';

/** Who learns in a course, how far each has come, who is at risk. */
export function LearnersPage() {
  const { t } = useTranslation();
  const { courseId = '' } = useParams();
  const [search] = useSearchParams();
  const params = learnersParams(search);
  const course = useCourse(courseId);
  const learners = useLearners(courseId, params);
  const sayer = useToast();
  const take = useCourseChange(coursesContract.leavePerson);
  const give = useCourseChange(coursesContract.enrolPerson);
  const takeAway = ({ personId, name }: LearnerRow): void => {
    const sent = { params: { courseId, personId } };
    const back = (): void => give.mutate(sent, { onError: sayer.refused });
    take.mutate(sent, {
      onSuccess: () => sayer.done(t('learning.courses.taken', { name }), back),
      onError: sayer.refused,
    });
  };
  const title = t('learning.progress.learners.title');
  return (
    <div className={page.wide}>
      <PageHeader
        title={title}
        tab={`${title} · ${course.data?.title ?? ''}`}
        above={course.data?.title}
        chip={<ConnectionChip asOf={undefined} failed={learners.isError} />}
      />
      <CourseNav courseId={courseId} />
      <div className={classes.stack}>
        <Chips
          label={t('learning.progress.learners.filter')}
          name="risk"
          choices={[
            { value: '', label: t('learning.progress.learners.all') },
            {
              value: 'any',
              label: t('learning.progress.learners.anyRisk'),
              ...(learners.data === undefined ? {} : { count: learners.data.atRisk }),
            },
            ...risks.map((value) => ({ value, label: t(`learning.progress.risk.${value}`) })),
          ]}
        />
        <div className={classes.controls} role="search">
          <SearchField label={t('learning.progress.learners.find')} />
          <SelectInAddress
            label={t('learning.progress.learners.order')}
            name="sort"
            choices={learnerSorts.map((value) => ({
              value,
              label: t(`learning.progress.learners.sort.${value}`),
            }))}
          />
        </div>
        <Loaded query={learners} heights={[52, 52, 52, 52, 52]}>
          {({ rows, page: number, pages, total }) => (
            <div className={classes.stack}>
              <p className="soft num">{t('learning.progress.learners.count', { count: total })}</p>
              <Rows
                rows={rows}
                narrowed={params.q !== undefined || params.risk !== undefined}
                takeAway={course.data?.mayEdit === true ? takeAway : null}
              />
              <ListPages page={number} pages={pages} />
            </div>
          )}
        </Loaded>
      </div>
      {sayer.toast}
    </div>
  );
}

interface RowsProps {
  rows: readonly LearnerRow[];
  narrowed: boolean;
  takeAway: ((row: LearnerRow) => void) | null;
}

function Rows({ rows, narrowed, takeAway }: RowsProps) {
  const { t } = useTranslation();
  if (rows.length > 0) return <LearnersTable rows={rows} takeAway={takeAway} />;
  return (
    <div className={page.card}>
      <Notice title={t(narrowed ? 'learning.progress.learners.noMatch' : 'learning.progress.learners.none')}>
        {narrowed ? undefined : t('learning.progress.learners.noneMore')}
      </Notice>
    </div>
  );
}

/** What the address says of the list; anything it cannot mean is left out. */
function learnersParams(search: URLSearchParams): LearnersParams {
  const sort = learnerSorts.find((each) => each === search.get('sort'));
  const risk = ([...risks, 'any'] as const).find((each) => each === search.get('risk'));
  return {
    ...listParams(search),
    ...(sort === undefined ? {} : { sort }),
    ...(risk === undefined ? {} : { risk }),
  };
}
