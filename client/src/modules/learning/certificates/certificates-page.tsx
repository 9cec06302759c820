import { Button } from '@mantine/core';
import {
  certificateContract,
  writtenCode,
  type LearningTime,
  type MyCertificate,
} from '@quad/shared/learning';
import { apiRoot } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { formatDay } from '../../../platform/dates';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { FileLink } from '../../../platform/ui/file-link';
import { listParams, ListPages } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import admin from '../../schools/ui/admin.module.css';
import { Loaded } from '../../schools/ui/loaded';
import classes from './certificates.module.css';
import { myCertificatesQuery, myTimeQuery } from './certificates.queries';
import { useDurationWords } from './duration-words';
import '../words';

/** Certificates, and a statement of the time spent. */
export function CertificatesPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const topics = [`learning:${useMe().personId}`];
  const certificates = useLiveQuery(myCertificatesQuery(listParams(search).page), { topics });
  const time = useLiveQuery(myTimeQuery, { topics });
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('learning.certificates.title')}
        above={<Link to="/learning">{t('learning.certificates.back')}</Link>}
        chip={<ConnectionChip asOf={undefined} failed={certificates.isError || time.isError} />}
      />
      <div className={admin.stack}>
        <Loaded query={certificates} heights={[150]}>
          {({ rows, page: number, pages }) =>
            rows.length === 0 ? (
              <div className={page.card}>
                <Notice title={t('learning.certificates.none')}>{t('learning.certificates.noneHint')}</Notice>
              </div>
            ) : (
              <div className={admin.stack}>
                <ul className={classes.papers}>
                  {rows.map((row) => (
                    <Paper key={row.certificateId} certificate={row} />
                  ))}
                </ul>
                <ListPages page={number} pages={pages} />
              </div>
            )
          }
        </Loaded>
        <section className={admin.section}>
          <h2>{t('learning.certificates.time')}</h2>
          <p className="soft">{t('learning.certificates.timeMore')}</p>
          <Loaded query={time} heights={[52, 52]}>
            {(found) => <Time time={found} />}
          </Loaded>
        </section>
      </div>
    </div>
  );
}

function Paper({ certificate }: { certificate: MyCertificate }) {
  const { t } = useTranslation();
  const { certificateId, course, school, date, code, revokedAt } = certificate;
  const endpoint = certificateContract.certificateFile;
  const day = formatDay(date, { dateStyle: 'long' });
  return (
    <li className={classes.paper}>
      <div>
        <h2>{course}</h2>
        <p className="soft">{`${school} · ${day}`}</p>
      </div>
      {revokedAt === null ? (
        <>
          <p className={classes.code}>{writtenCode(code)}</p>
          <div className={admin.buttons}>
            <Button
              component={FileLink}
              endpoint={endpoint}
              href={`${apiRoot}${endpoint.path.replace(':certificateId', certificateId)}`}
            >
              {t('learning.certificates.download')}
              <span className="hidden-text"> {course}</span>
            </Button>
            <Button variant="default" component={Link} to={`/verify/${code}`}>
              {t('learning.certificates.see')}
              <span className="hidden-text"> {course}</span>
            </Button>
          </div>
        </>
      ) : (
        <p className={classes.revoked}>{t('learning.certificates.revokedOwn')}</p>
      )}
    </li>
  );
}

function Time({ time: { seconds, courses } }: { time: LearningTime }) {
  const { t } = useTranslation();
  const words = useDurationWords();
  const endpoint = certificateContract.myLearningTimeFile;
  if (courses.length === 0) return <p>{t('learning.certificates.noTime')}</p>;
  return (
    <div className={admin.stack}>
      <ul className={admin.rows}>
        {courses.map((course) => (
          <li key={course.courseId}>
            <span className={admin.words}>
              {course.title}
              <small>{t('learning.certificates.share', { percent: Math.round(course.share * 100) })}</small>
            </span>
            <span className="num">{words(course.seconds)}</span>
          </li>
        ))}
        <li>
          <b>{t('learning.certificates.all')}</b>
          <b className="num">{words(seconds)}</b>
        </li>
      </ul>
      <div>
        <Button
          variant="default"
          component={FileLink}
          endpoint={endpoint}
          href={`${apiRoot}${endpoint.path}`}
        >
          {t('learning.certificates.statement')}
        </Button>
      </div>
    </div>
  );
}
