import { Button } from '@mantine/core';
import type { SchoolListRow } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { useLiveQuery } from '../../platform/live-query';
import { useCan } from '../../platform/can';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { Chips, listParams, ListPages, SearchField } from '../../platform/ui/list-controls';
import { Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { schoolsQuery } from './admin.queries';
import { DistrictAdmins } from './people/district-admins';
import { SchoolDialog } from './school-dialog';
import classes from './ui/admin.module.css';
import { Loaded } from './ui/loaded';
import { SelectInAddress, wordIn } from './ui/select-in-address';
import table from './ui/table.module.css';
import { useOwnSchools } from './ui/use-school';
import { useToast } from './ui/use-toast';

/** The schools of the district. Whoever has one school of their own goes straight there. */
export function SchoolsPage() {
  const { t } = useTranslation();
  const { districtName } = useMe();
  const isDistrict = useCan('school:create');
  const [only, ...more] = useOwnSchools('school:read');
  const [search] = useSearchParams();
  if (!isDistrict && only !== undefined && more.length === 0)
    return <Navigate to={`/schools/${only.schoolId}`} replace />;
  const view = wordIn(search, 'view', ['list', 'admins']);
  return (
    <div className={page.wide}>
      <PageHeader
        title={t('admin.schools.title')}
        above={districtName}
        chip={<ConnectionChip asOf={undefined} failed={false} />}
      />
      <div className={classes.stack}>
        {isDistrict ? <Link to="/district/codes">{t('office.codes.district')}</Link> : null}
        {isDistrict ? (
          <Chips
            label={t('admin.schools.view')}
            name="view"
            choices={[
              { value: 'list', label: t('admin.schools.list') },
              { value: 'admins', label: t('admin.schools.admins') },
            ]}
          />
        ) : null}
        {view === 'admins' && isDistrict ? <DistrictAdmins /> : <Schools mayAdd={isDistrict} />}
      </div>
    </div>
  );
}

function Schools({ mayAdd }: { mayAdd: boolean }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const { done, toast } = useToast();
  const archived = wordIn(search, 'archived', ['no', 'yes']);
  const schools = useLiveQuery(
    schoolsQuery({
      ...listParams(search),
      sort: wordIn(search, 'sort', ['name', 'pupils']),
      ...(archived === 'yes' && { archived }),
    }),
    { topics: [`schools:${useMe().districtId}`] },
  );
  return (
    <>
      <div className={classes.controls} role="search">
        <SearchField label={t('admin.schools.find')} />
        <SelectInAddress
          label={t('admin.order')}
          name="sort"
          choices={(['name', 'pupils'] as const).map((value) => ({
            value,
            label: t(`admin.schools.sort.${value}`),
          }))}
        />
        <SelectInAddress
          label={t('admin.show')}
          name="archived"
          choices={(['no', 'yes'] as const).map((value) => ({
            value,
            label: t(`admin.schools.archivedToo.${value}`),
          }))}
        />
        {mayAdd ? <Button onClick={() => setAdding(true)}>{t('admin.schools.add')}</Button> : null}
      </div>
      <Loaded query={schools} heights={[60, 60, 60, 60]}>
        {({ rows, page: number, pages }) => (
          <div className={classes.stack}>
            {rows.length === 0 && mayAdd && search.size === 0 ? (
              <div className={page.card}>
                <Notice
                  title={t('admin.schools.first')}
                  action={
                    <Button component={Link} to="/imports">
                      {t('admin.schools.bringIn')}
                    </Button>
                  }
                >
                  {t('admin.schools.firstHint')}
                </Notice>
              </div>
            ) : rows.length === 0 ? (
              <div className={page.card}>
                <Notice title={t('admin.schools.none')}>{t('admin.schools.noneHint')}</Notice>
              </div>
            ) : (
              <SchoolsTable rows={rows} />
            )}
            <ListPages page={number} pages={pages} />
          </div>
        )}
      </Loaded>
      {adding ? (
        <SchoolDialog
          close={() => setAdding(false)}
          made={(name) => done(t('admin.schools.made', { name }))}
        />
      ) : null}
      {toast}
    </>
  );
}

function SchoolsTable({ rows }: { rows: readonly SchoolListRow[] }) {
  const { t } = useTranslation();
  return (
    <table className={table.table}>
      <caption className="hidden-text">{t('admin.schools.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('admin.schools.name')}</th>
          <th scope="col" className={table.figure}>
            {t('admin.schools.pupils')}
          </th>
          <th scope="col">{t('admin.schools.state')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ schoolId, name, group, code, pupils, archivedAt }) => (
          <tr key={schoolId}>
            <th scope="row">
              <Link to={`/schools/${schoolId}`} className={classes.link}>
                {name}
              </Link>
              <span className={classes.sub}>{[group, code].filter((part) => part !== null).join(' · ')}</span>
            </th>
            <td className={table.figure}>{t('admin.schools.pupilsCount', { count: pupils })}</td>
            <td>
              {archivedAt === null ? null : (
                <span className={classes.tag}>{t('admin.schools.archived')}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
