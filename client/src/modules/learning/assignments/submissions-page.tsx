import '../words';
import { submissionFilters, type SubmissionList } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { changed, Chips, listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import admin from '../../schools/ui/admin.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { wordIn } from '../../schools/ui/select-in-address';
import { CourseNav } from '../courses/course-nav';
import { useSubmissions } from './assignments.queries';
import { useDueWords } from './due-words';
import { GradePanel } from './grade-panel';
import { SubmissionsTable } from './submissions-table';

/** What was handed in for one assignment. */
export function SubmissionsPage() {
  const { t } = useTranslation();
  const { courseId = '', lessonId = '' } = useParams();
  const [search] = useSearchParams();
  const state = wordIn(search, 'state', submissionFilters);
  const list = useSubmissions(courseId, lessonId, { ...listParams(search), state });
  const personId = search.get('person');
  const title = list.data?.title ?? t('learning.assignments.submissions.title');
  return (
    <div className={page.wide}>
      <PageHeader
        title={title}
        tab={`${t('learning.assignments.submissions.title')} · ${title}`}
        above={list.data?.courseTitle}
        chip={<ConnectionChip asOf={undefined} failed={list.isError} />}
      />
      <CourseNav courseId={courseId} />
      {personId === null || !/^[0-9a-f]{24}$/.test(personId) ? (
        <div className={admin.stack}>
          <Loaded query={list} heights={[44, 52, 52, 52, 52]}>
            {(found) => <List courseId={courseId} lessonId={lessonId} list={found} />}
          </Loaded>
        </div>
      ) : (
        <div className={admin.stack}>
          <p>
            <Link className={admin.link} to={`?${changed(search, 'person', '').toString()}`}>
              {t('learning.assignments.submissions.back')}
            </Link>
          </p>
          <GradePanel key={personId} {...{ courseId, lessonId, personId }} />
        </div>
      )}
    </div>
  );
}

interface ListProps {
  courseId: string;
  lessonId: string;
  list: SubmissionList;
}

function List({ courseId, lessonId, list }: ListProps) {
  const { t } = useTranslation();
  const due = useDueWords();
  const [search] = useSearchParams();
  const { rows, counts, page: number, pages, dueAt, timeZone } = list;
  const [when] = due({ dueAt, late: { kind: 'taken' } }, timeZone, 0);
  return (
    <div className={admin.stack}>
      <p className="soft num">{when}</p>
      <Chips
        label={t('learning.assignments.submissions.filter')}
        name="state"
        choices={submissionFilters.map((value) => ({
          value,
          label: t(`learning.assignments.submissions.state.${value}`),
          count: counts[value],
        }))}
      />
      <div className={admin.controls} role="search">
        <SearchField label={t('learning.assignments.submissions.find')} />
      </div>
      {rows.length === 0 ? (
        <div className={page.card}>
          <Notice
            title={t(
              search.get('q') !== null || counts.all > 0
                ? 'learning.assignments.submissions.noMatch'
                : 'learning.assignments.submissions.none',
            )}
          />
        </div>
      ) : (
        <SubmissionsTable key={`${number} ${search.get('state') ?? ''}`} {...{ courseId, lessonId, list }} />
      )}
      <ListPages page={number} pages={pages} />
    </div>
  );
}
