import { Button } from '@mantine/core';
import { classesContract, type ClassDetails } from '@quad/shared/schools';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { dayWords } from '../ui/day-words';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips } from '../../../platform/ui/list-controls';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { classQuery, useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import { wordIn } from '../ui/select-in-address';
import { InSchool } from '../ui/use-school';
import { useToast, type Sayer } from '../ui/use-toast';
import { ClassDialog } from './class-dialog';
import { PupilsSection } from './pupils-section';
import { TeachersSection } from './teachers-section';
import { TimetableSection } from './timetable-section';

const tabs = ['pupils', 'teachers', 'timetable'] as const;

export function ClassPage() {
  const { t } = useTranslation();
  const { classId = '' } = useParams();
  return (
    <InSchool permission="class:manage" title={t('admin.classes.title')}>
      {(schoolId, above) => <OneClass key={classId} schoolId={schoolId} classId={classId} above={above} />}
    </InSchool>
  );
}

function OneClass({ schoolId, classId, above }: { schoolId: string; classId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const found = useLiveQuery(classQuery(schoolId, classId), {
    topics: [`setup:${schoolId}`, `people:${schoolId}`],
  });
  const sayer = useToast();
  return (
    <div className={page.medium}>
      <PageHeader
        title={found.data?.name ?? t('admin.classes.name')}
        above={above}
        chip={<ConnectionChip asOf={undefined} failed={found.isError} />}
      />
      <Loaded query={found} heights={[60, 44, 320]}>
        {(data) => <Parts schoolClass={data} sayer={sayer} />}
      </Loaded>
      {sayer.toast}
    </div>
  );
}

function Parts({ schoolClass, sayer }: { schoolClass: ClassDetails; sayer: Sayer }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [editing, setEditing] = useState(false);
  const { schoolId, code, subject, room, to, pupils, teachers, lessons } = schoolClass;
  const counts = { pupils: pupils.length, teachers: teachers.length, timetable: lessons.length };
  const tab = wordIn(search, 'tab', tabs);
  const move = useClassEnd(schoolClass, sayer);
  return (
    <div className={classes.stack}>
      <section className={classes.section}>
        <div className={classes.head}>
          <p className="soft">
            {[code, subject, room ?? t('admin.noRoom')].join(' · ')}
            {to === null ? null : (
              <>
                {' '}
                <span className={classes.tag}>{t('admin.lastDayOn', { day: dayWords(to) })}</span>
              </>
            )}
          </p>
          <span className={classes.controls}>
            <Button variant="default" onClick={() => setEditing(true)}>
              {t('admin.edit')}
            </Button>
            <Button variant="subtle" onClick={() => move(to === null)}>
              {t(to === null ? 'admin.classes.end' : 'admin.back')}
            </Button>
          </span>
        </div>
      </section>
      <Chips
        label={t('admin.classes.tabs')}
        name="tab"
        choices={tabs.map((value) => ({
          value,
          label: t(`admin.classes.tab.${value}`),
          count: counts[value],
        }))}
      />
      {tab === 'pupils' ? <PupilsSection schoolClass={schoolClass} sayer={sayer} /> : null}
      {tab === 'teachers' ? <TeachersSection schoolClass={schoolClass} sayer={sayer} /> : null}
      {tab === 'timetable' ? <TimetableSection schoolClass={schoolClass} sayer={sayer} /> : null}
      {editing ? (
        <ClassDialog
          schoolId={schoolId}
          known={schoolClass}
          close={() => setEditing(false)}
          saved={() => sayer.done(t('admin.saved'))}
        />
      ) : null}
    </div>
  );
}

/** Ends the class today or brings it back; either can be undone. */
function useClassEnd(
  { schoolId, classId, name, to: was }: ClassDetails,
  { done, refused }: Sayer,
): (end: boolean) => void {
  const { t } = useTranslation();
  const change = useChange(classesContract.endClass);
  const set = (to: string | null | undefined, words: string, undo?: () => void): void =>
    change.mutate(
      { params: { schoolId, classId }, body: to === undefined ? {} : { to } },
      { onSuccess: () => done(words, undo), onError: refused },
    );
  const undo = (): void => set(was, t('admin.undone'));
  return (end) =>
    end
      ? set(undefined, t('admin.classes.ended', { name }), undo)
      : set(null, t('admin.classes.cameBack', { name }), undo);
}
