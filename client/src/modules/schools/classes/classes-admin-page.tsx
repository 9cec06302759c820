import { Button } from '@mantine/core';
import type { ClassRow } from '@quad/shared/schools';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { dayWords } from '../ui/day-words';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { classesQuery } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import { SelectInAddress, wordIn } from '../ui/select-in-address';
import table from '../ui/table.module.css';
import { InSchool, useSchoolLink } from '../ui/use-school';
import { useToast } from '../ui/use-toast';
import { ClassDialog } from './class-dialog';

const sorts = ['name', 'code', 'subject'] as const;
const states = ['current', 'ended'] as const;

export function ClassesAdminPage() {
  const { t } = useTranslation();
  return (
    <InSchool permission="class:manage" title={t('admin.classes.title')}>
      {(schoolId, above) => <Classes key={schoolId} schoolId={schoolId} above={above} />}
    </InSchool>
  );
}

function Classes({ schoolId, above }: { schoolId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const { done, toast } = useToast();
  const found = useLiveQuery(
    classesQuery(schoolId, {
      ...listParams(search),
      sort: wordIn(search, 'sort', sorts),
      state: wordIn(search, 'state', states),
    }),
    { topics: [`setup:${schoolId}`] },
  );
  return (
    <div className={page.wide}>
      <PageHeader
        title={t('admin.classes.title')}
        above={above}
        chip={<ConnectionChip asOf={undefined} failed={found.isError} />}
      />
      <div className={classes.stack}>
        <div className={classes.controls} role="search">
          <SearchField label={t('admin.classes.find')} />
          <SelectInAddress
            label={t('admin.order')}
            name="sort"
            choices={sorts.map((value) => ({ value, label: t(`admin.classes.sort.${value}`) }))}
          />
          <SelectInAddress
            label={t('admin.show')}
            name="state"
            choices={states.map((value) => ({ value, label: t(`admin.classes.state.${value}`) }))}
          />
          <Button onClick={() => setAdding(true)}>{t('admin.classes.add')}</Button>
        </div>
        <Loaded query={found} heights={[52, 52, 52, 52, 52]}>
          {({ rows, page: number, pages }) => (
            <div className={classes.stack}>
              {rows.length === 0 ? (
                <div className={page.card}>
                  <Notice title={t('admin.classes.none')}>{t('admin.classes.noneHint')}</Notice>
                </div>
              ) : (
                <ClassesTable rows={rows} />
              )}
              <ListPages page={number} pages={pages} />
            </div>
          )}
        </Loaded>
      </div>
      {adding ? (
        <ClassDialog
          schoolId={schoolId}
          close={() => setAdding(false)}
          saved={(name) => done(t('admin.classes.made', { name }))}
        />
      ) : null}
      {toast}
    </div>
  );
}

function ClassesTable({ rows }: { rows: readonly ClassRow[] }) {
  const { t } = useTranslation();
  const link = useSchoolLink();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('admin.classes.caption')}</caption>
      <thead>
        <tr>
          {(['name', 'teachers', 'subject', 'room'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`admin.classes.${column}`)}
            </th>
          ))}
          <th scope="col" className={table.figure}>
            {t('admin.classes.pupils')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ classId, name, code, teachers, subject, room, pupils, to }) => (
          <tr key={classId}>
            <th scope="row">
              <Link to={link(`/school/classes/${classId}`)} className={classes.link}>
                {name}
              </Link>
              <span className={classes.sub}>
                {code}
                {to === null ? '' : ` · ${t('admin.lastDayOn', { day: dayWords(to) })}`}
              </span>
            </th>
            <td>{teachers.length === 0 ? t('admin.classes.noTeacher') : teachers.join(', ')}</td>
            <td className="soft">{subject}</td>
            <td className="soft">{room ?? ''}</td>
            <td className={table.figure}>{t('admin.classes.pupilsCount', { count: pupils })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
