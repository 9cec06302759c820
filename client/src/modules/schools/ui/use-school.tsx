import { NativeSelect } from '@mantine/core';
import type { Permission } from '@quad/shared/platform';
import { permissions } from '@quad/shared/platform';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { schoolQuery, schoolsQuery } from '../admin.queries';
import classes from './admin.module.css';
import { Loaded } from './loaded';

/** The schools in which the person's own roles carry the permission; a district role stands for none in particular. */
export function useOwnSchools(permission: Permission): { schoolId: string; name: string }[] {
  const { memberships } = useMe();
  const grants: Partial<Record<string, string>> = permissions[permission];
  const own = memberships.flatMap(({ schoolId, schoolName, role }) =>
    schoolId !== null && grants[role] !== undefined ? [[schoolId, schoolName ?? ''] as const] : [],
  );
  return [...new Map(own)].map(([schoolId, name]) => ({ schoolId, name }));
}

interface InSchoolProps {
  permission: Permission;
  title: string;
  children: (schoolId: string, above: ReactNode) => ReactNode;
}

/** A page about one school: the only one there is, or the one the address names as `school`. */
export function InSchool({ permission, title, children }: InSchoolProps) {
  const { t } = useTranslation();
  const own = useOwnSchools(permission);
  const [search, setSearch] = useSearchParams();
  const named = search.get('school');
  const schoolId = named !== null && /^[0-9a-f]{24}$/.test(named) ? named : (own[0]?.schoolId ?? null);
  if (schoolId === null) return <ChooseSchool title={title} />;
  const above =
    own.length > 1 ? (
      <NativeSelect
        aria-label={t('admin.school')}
        data={own.map(({ schoolId: value, name: label }) => ({ value, label }))}
        value={schoolId}
        onChange={(event) => setSearch({ school: event.currentTarget.value })}
      />
    ) : (
      <SchoolName schoolId={schoolId} />
    );
  return children(schoolId, above);
}

/** For those who look after more schools than one: which one is this about? */
function ChooseSchool({ title }: { title: string }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const schools = useLiveQuery(schoolsQuery(listParams(search)), {
    topics: [`schools:${useMe().districtId}`],
  });
  return (
    <div className={page.medium}>
      <PageHeader
        title={title}
        above={t('admin.chooseSchool')}
        chip={<ConnectionChip asOf={undefined} failed={schools.isError} />}
      />
      <div className={classes.stack}>
        <div className={classes.controls} role="search">
          <SearchField label={t('admin.schools.find')} />
        </div>
        <Loaded query={schools} heights={[52, 52, 52]}>
          {({ rows, page: number, pages }) => (
            <div className={classes.stack}>
              <section className={classes.section}>
                {rows.length === 0 ? <p className="soft">{t('admin.schools.none')}</p> : null}
                <ul className={classes.rows}>
                  {rows.map(({ schoolId, name, code }) => (
                    <li key={schoolId}>
                      <Link className={classes.link} to={`?school=${schoolId}`}>
                        {name}
                      </Link>
                      <span className="soft">{code}</span>
                    </li>
                  ))}
                </ul>
              </section>
              <ListPages page={number} pages={pages} />
            </div>
          )}
        </Loaded>
      </div>
    </div>
  );
}

function SchoolName({ schoolId }: { schoolId: string }) {
  const { data } = useLiveQuery(schoolQuery(schoolId), { topics: [`setup:${schoolId}`] });
  return <Link to={`/schools/${schoolId}`}>{data?.name ?? '…'}</Link>;
}

/** A link that keeps to the school the address names. */
export function useSchoolLink(): (path: string) => string {
  const [search] = useSearchParams();
  const named = search.get('school');
  return (path) => (named === null ? path : `${path}${path.includes('?') ? '&' : '?'}school=${named}`);
}
