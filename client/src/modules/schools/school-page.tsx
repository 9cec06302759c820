import { Button } from '@mantine/core';
import { adminContract, type SchoolDetails } from '@quad/shared/schools';
import { wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useLiveQuery } from '../../platform/live-query';
import { useCan } from '../../platform/can';
import { dayWords } from './ui/day-words';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { Chips } from '../../platform/ui/list-controls';
import { ErrorNotice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { schoolQuery, useChange } from './admin.queries';
import { BellsSection } from './calendar/bells-section';
import { DaysSection } from './calendar/days-section';
import { TermsSection } from './calendar/terms-section';
import { SchoolAdmins } from './people/school-admins';
import { DetailsSection } from './school-details';
import classes from './ui/admin.module.css';
import { wordIn } from './ui/select-in-address';
import { useToast, type Sayer } from './ui/use-toast';

const tabs = ['details', 'terms', 'bells', 'days', 'admins'] as const;

interface SchoolPageProps {
  /** what others let a school set */
  after?: (schoolId: string) => ReactNode;
}

export function SchoolPage({ after }: SchoolPageProps) {
  const { t } = useTranslation();
  const { schoolId = '' } = useParams();
  const { districtName } = useMe();
  const school = useLiveQuery(schoolQuery(schoolId), { topics: [`setup:${schoolId}`] });
  const sayer = useToast();
  return (
    <div className={page.wide}>
      <PageHeader
        title={school.data?.name ?? t('admin.school')}
        above={districtName}
        chip={<ConnectionChip asOf={undefined} failed={school.isError} />}
      />
      {school.data !== undefined ? (
        <School school={school.data} sayer={sayer} after={after?.(schoolId)} />
      ) : school.isError ? (
        <ErrorNotice error={school.error} retry={() => void school.refetch()} />
      ) : (
        <SkeletonRows heights={[44, 260]} />
      )}
      {sayer.toast}
    </div>
  );
}

function School({ school, sayer, after }: { school: SchoolDetails; sayer: Sayer; after: ReactNode }) {
  const { t } = useTranslation();
  const { districtId } = useMe();
  const { schoolId, archivedAt } = school;
  const target = { districtId, schoolId };
  const isManager = useCan('school:manage', target);
  const mayRoll = useCan('year:roll', target);
  const mayArchive = useCan('school:archive', target);
  const mayChange = isManager && archivedAt === null;
  const [search] = useSearchParams();
  const tab = wordIn(search, 'tab', tabs);
  return (
    <div className={classes.stack}>
      {archivedAt === null ? null : <Archived school={school} mayArchive={mayArchive} sayer={sayer} />}
      <div className={classes.controls}>
        <Chips
          label={t('admin.schoolPage.tabs')}
          name="tab"
          choices={tabs.map((value) => ({ value, label: t(`admin.schoolPage.tab.${value}`) }))}
        />
      </div>
      {tab === 'details' ? (
        <>
          <DetailsSection key={schoolId} school={school} mayChange={mayChange} sayer={sayer} />
          <nav className={classes.links} aria-label={school.name}>
            <Link to={`/people?school=${schoolId}`}>{t('admin.schoolPage.people')}</Link>
            <Link to={`/school/classes?school=${schoolId}`}>{t('admin.schoolPage.classes')}</Link>
            {isManager ? <Link to={`/schools/${schoolId}/rules`}>{t('office.rules.title')}</Link> : null}
            <Link to={`/schools/${schoolId}/summary`}>{t('office.summary.title')}</Link>
            {mayRoll ? (
              <Link to={`/roll-over?school=${schoolId}`}>{t('admin.schoolPage.rollOver')}</Link>
            ) : null}
          </nav>
          {after}
          {mayArchive && archivedAt === null ? <ArchiveSection school={school} sayer={sayer} /> : null}
        </>
      ) : null}
      {tab === 'terms' ? <TermsSection schoolId={schoolId} mayChange={mayChange} sayer={sayer} /> : null}
      {tab === 'bells' ? <BellsSection schoolId={schoolId} mayChange={mayChange} sayer={sayer} /> : null}
      {tab === 'days' ? <DaysSection schoolId={schoolId} mayChange={mayChange} sayer={sayer} /> : null}
      {tab === 'admins' ? <SchoolAdmins schoolId={schoolId} sayer={sayer} /> : null}
    </div>
  );
}

function useArchive(
  { schoolId, name }: SchoolDetails,
  { done, refused }: Sayer,
): (archived: boolean) => void {
  const { t } = useTranslation();
  const archive = useChange(adminContract.archiveSchool);
  const set = (archived: boolean, undo?: () => void): void => {
    const sent = { params: { schoolId }, body: { archived } };
    const words = t(archived ? 'admin.schoolPage.archived' : 'admin.schoolPage.broughtBack', { name });
    archive.mutate(sent, { onSuccess: () => done(words, undo), onError: refused });
  };
  return (archived) => set(archived, () => set(!archived));
}

function ArchiveSection({ school, sayer }: { school: SchoolDetails; sayer: Sayer }) {
  const { t } = useTranslation();
  const archive = useArchive(school, sayer);
  return (
    <section className={classes.section}>
      <p className="soft">{t('admin.schoolPage.archiveHint')}</p>
      <div>
        <Button variant="outline" color="brick" onClick={() => archive(true)}>
          {t('admin.schoolPage.archive')}
        </Button>
      </div>
    </section>
  );
}

function Archived({
  school,
  mayArchive,
  sayer,
}: {
  school: SchoolDetails;
  mayArchive: boolean;
  sayer: Sayer;
}) {
  const { t } = useTranslation();
  const archive = useArchive(school, sayer);
  const day = dayWords(wallClock(school.archivedAt ?? 0, school.timeZone).date);
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <p>{t('admin.schoolPage.archivedOn', { day })}</p>
        {mayArchive ? <Button onClick={() => archive(false)}>{t('admin.back')}</Button> : null}
      </div>
    </section>
  );
}
