import { Button } from '@mantine/core';
import { courseSorts, type CourseRow } from '@quad/shared/learning';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useCan } from '../../../platform/can';
import { useLiveQuery } from '../../../platform/live-query';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import admin from '../../schools/ui/admin.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { SelectInAddress, wordIn } from '../../schools/ui/select-in-address';
import table from '../../schools/ui/table.module.css';
import { CourseState } from './course-state';
import { coursesQuery } from './courses.queries';
import { useDaysWords } from './days-words';
import { NewCourseDialog } from './new-course-dialog';
import '../words';

const states = ['all', 'draft', 'published', 'archived'] as const;

/** The courses somebody teaches or looks after. */
export function CoursesPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const mayCreate = useCan('course:create');
  const [adding, setAdding] = useState(false);
  const state = wordIn(search, 'state', states);
  const query = coursesQuery({
    ...listParams(search),
    sort: wordIn(search, 'sort', courseSorts),
    ...(state !== 'all' && { state }),
  });
  const shown = useQueryClient().getQueryData(query.queryKey)?.rows ?? [];
  const courses = useLiveQuery(query, { topics: shown.map(({ courseId }) => `course:${courseId}`) });
  const isFirst = courses.data?.total === 0 && search.size === 0 && mayCreate;
  const add = (
    <Button onClick={() => setAdding(true)}>
      {t(isFirst ? 'learning.courses.begin' : 'learning.courses.add')}
    </Button>
  );
  return (
    <div className={page.wide}>
      <PageHeader
        title={t('learning.courses.title')}
        chip={<ConnectionChip asOf={undefined} failed={courses.isError} />}
      />
      <div className={admin.stack}>
        <div className={admin.controls} role="search">
          <SearchField label={t('learning.courses.find')} />
          <SelectInAddress
            label={t('admin.order')}
            name="sort"
            choices={courseSorts.map((value) => ({ value, label: t(`learning.courses.sort.${value}`) }))}
          />
          <SelectInAddress
            label={t('admin.show')}
            name="state"
            choices={states.map((value) => ({ value, label: t(`learning.courses.show.${value}`) }))}
          />
          {mayCreate && !isFirst ? add : null}
        </div>
        <Loaded query={courses} heights={[64, 64, 64, 64]}>
          {({ rows, page: number, pages }) => (
            <div className={admin.stack}>
              {isFirst ? (
                <div className={page.card}>
                  <Notice title={t('learning.courses.first')} action={add}>
                    {t('learning.courses.firstHint')}
                  </Notice>
                </div>
              ) : rows.length === 0 ? (
                <div className={page.card}>
                  <Notice title={t('learning.courses.none')}>{t('learning.courses.noneHint')}</Notice>
                </div>
              ) : (
                <CoursesTable rows={rows} />
              )}
              <ListPages page={number} pages={pages} />
            </div>
          )}
        </Loaded>
      </div>
      {adding ? <NewCourseDialog close={() => setAdding(false)} /> : null}
    </div>
  );
}

function CoursesTable({ rows }: { rows: readonly CourseRow[] }) {
  const { t } = useTranslation();
  const days = useDaysWords();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('learning.courses.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('learning.courses.column.course')}</th>
          <th scope="col">{t('learning.courses.column.state')}</th>
          <th scope="col">{t('learning.courses.column.teachers')}</th>
          <th scope="col" className={table.figure}>
            {t('learning.courses.column.lessons')}
          </th>
          <th scope="col" className={table.figure}>
            {t('learning.courses.column.learners')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((course) => (
          <tr key={course.courseId}>
            <th scope="row">
              <Link to={`/courses/${course.courseId}`} className={admin.link}>
                {course.title}
              </Link>
              <span className={admin.sub}>
                {[course.subject, days(course)].filter((words) => words !== '').join(' · ')}
              </span>
            </th>
            <td>
              <CourseState course={course} />
            </td>
            <td className="soft">{course.teachers.join(', ')}</td>
            <td className={table.figure}>{t('learning.courses.lessons', { count: course.lessons })}</td>
            <td className={table.figure}>{t('learning.courses.learners', { count: course.learners })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
