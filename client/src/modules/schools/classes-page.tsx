import type { MyClass } from '@quad/shared/schools';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '@quad/shared/platform';
import { shortDay } from '../../platform/dates';
import { useMe } from '../../platform/session';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { ErrorNotice, Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import classes from './classes-page.module.css';
import { useMyClasses } from './schools.queries';

interface ClassesPageProps {
  /** what can be done with a class; comes from whoever composes the page */
  action: (myClass: MyClass) => ReactNode;
}

export function ClassesPage({ action }: ClassesPageProps) {
  const { t } = useTranslation();
  const { data, error, refetch } = useMyClasses();
  return (
    <div className={page.page}>
      <PageHeader
        title={t('schools.classes')}
        chip={<ConnectionChip asOf={undefined} failed={error !== null} />}
      />
      {data === undefined ? (
        error === null ? (
          <SkeletonRows heights={[96, 96, 96]} />
        ) : (
          <ErrorNotice error={error} retry={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <div className={page.card}>
          <Notice title={t('schools.noClasses')}>{t('schools.noClassesHint')}</Notice>
        </div>
      ) : (
        <ul className={page.stack}>
          {data.map((myClass) => (
            <li key={myClass.classId} className={classes.row}>
              <div>
                <h2>{myClass.name}</h2>
                <p className="soft">{placeOf(myClass, t('schools.pupils', { count: myClass.pupils }))}</p>
                <p className="soft">{myClass.schoolName}</p>
                <Covering myClass={myClass} />
              </div>
              {action(myClass)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Covering({ myClass: { coveringFor, until } }: { myClass: MyClass }) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  if (until === null) return null;
  const { date, time } = wallClock(until, timeZone);
  const names = coveringFor?.join(', ') ?? '';
  return (
    <p className={classes.covering}>
      {t(names === '' ? 'schools.covering' : 'schools.coveringFor', {
        names,
        until: `${shortDay(date)}, ${time}`,
      })}
    </p>
  );
}

function placeOf({ room, subject }: MyClass, pupils: string): string {
  return [subject, room, pupils].filter((part) => part !== null && part !== '').join(' · ');
}
