import '../words';
import { Button } from '@mantine/core';
import { gradebookContract, gradeSorts, type Gradebook } from '@quad/shared/learning';
import { apiRoot } from '@quad/shared/platform';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { FileLink } from '../../../platform/ui/file-link';
import { listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import admin from '../../schools/ui/admin.module.css';
import { Loaded } from '../../schools/ui/loaded';
import { SelectInAddress, wordIn } from '../../schools/ui/select-in-address';
import { useToast } from '../../schools/ui/use-toast';
import { CourseNav } from '../courses/course-nav';
import { useGradebook } from './assignments.queries';
import { GradeGrid } from './grade-grid';
import { GradingDialog } from './grading-dialog';
import { ImportDialog } from './import-dialog';

/** The grades of a course. */
export function GradebookPage() {
  const { t } = useTranslation();
  const { courseId = '' } = useParams();
  const [search] = useSearchParams();
  const params = { ...listParams(search), sort: wordIn(search, 'sort', gradeSorts) };
  const book = useGradebook(courseId, params);
  const title = t('learning.assignments.book.title');
  return (
    <div className={page.wide}>
      <PageHeader
        title={title}
        tab={`${title} · ${book.data?.title ?? ''}`}
        above={book.data?.title}
        chip={<ConnectionChip asOf={undefined} failed={book.isError} />}
      />
      <CourseNav courseId={courseId} />
      <div className={admin.stack}>
        <Loaded query={book} heights={[46, 52, 52, 52, 52, 52]}>
          {(found) => <Book courseId={courseId} book={found} narrowed={params.q !== undefined} />}
        </Loaded>
      </div>
    </div>
  );
}

function Book({ courseId, book, narrowed }: { courseId: string; book: Gradebook; narrowed: boolean }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'weigh' | 'import' | null>(null);
  const { done, toast } = useToast();
  const { rows, columns, page: number, pages, total, mayEdit } = book;
  const close = (): void => setAsking(null);
  return (
    <div className={admin.stack}>
      <div className={admin.controls} role="search">
        <SearchField label={t('learning.assignments.book.find')} />
        <SelectInAddress
          label={t('learning.assignments.book.order')}
          name="sort"
          choices={gradeSorts.map((value) => ({
            value,
            label: t(`learning.assignments.book.sort.${value}`),
          }))}
        />
      </div>
      <div className={admin.buttons}>
        {mayEdit ? (
          <>
            <Button variant="default" onClick={() => setAsking('weigh')}>
              {t('learning.assignments.book.weigh')}
            </Button>
            <Button variant="default" onClick={() => setAsking('import')}>
              {t('learning.assignments.book.import')}
            </Button>
          </>
        ) : null}
        <FileLink
          className={admin.link}
          endpoint={gradebookContract.exportGrades}
          href={`${apiRoot}/courses/${courseId}/grades.csv`}
        >
          {t('learning.assignments.book.export')}
        </FileLink>
      </div>
      {columns.length === 0 || rows.length === 0 ? (
        <div className={page.card}>
          <Notice title={t(`learning.assignments.book.${emptyFor(columns.length, narrowed)}`)}>
            {columns.length === 0 ? t('learning.assignments.book.noColumnsHint') : undefined}
          </Notice>
        </div>
      ) : (
        <>
          <p className="soft num">{t('learning.assignments.book.count', { count: total })}</p>
          <GradeGrid courseId={courseId} book={book} done={done} />
        </>
      )}
      <ListPages page={number} pages={pages} />
      {asking === 'weigh' ? <GradingDialog {...{ courseId, book, close, done }} /> : null}
      {asking === 'import' ? <ImportDialog {...{ courseId, close, done }} /> : null}
      {toast}
    </div>
  );
}

function emptyFor(columns: number, narrowed: boolean): 'noColumns' | 'noMatch' | 'none' {
  if (columns === 0) return 'noColumns';
  return narrowed ? 'noMatch' : 'none';
}
