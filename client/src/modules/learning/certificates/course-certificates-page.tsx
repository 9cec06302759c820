import { Button, Textarea } from '@mantine/core';
import { certificateContract, writtenCode, type CourseCertificate } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { formatDay } from '../../../platform/dates';
import { useLiveQuery } from '../../../platform/live-query';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { listParams, ListPages } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import admin from '../../schools/ui/admin.module.css';
import { FormDialog } from '../../schools/ui/form-dialog';
import { Loaded } from '../../schools/ui/loaded';
import { useToast, type Sayer } from '../../schools/ui/use-toast';
import { CourseNav } from '../courses/course-nav';
import { useCourse } from '../courses/courses.queries';
import classes from './certificates.module.css';
import { courseCertificatesQuery, useCertificateChange } from './certificates.queries';
import '../words';

/** Who was given a certificate of a course; whoever makes it takes one back. */
export function CourseCertificatesPage() {
  const { t } = useTranslation();
  const { courseId = '' } = useParams();
  const [search] = useSearchParams();
  const sayer = useToast();
  const course = useCourse(courseId);
  const [revoking, setRevoking] = useState<CourseCertificate | null>(null);
  const certificates = useLiveQuery(courseCertificatesQuery(courseId, listParams(search).page), {
    topics: [`progress:${courseId}`],
  });
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('learning.certificates.title')}
        tab={`${t('learning.certificates.title')} · ${course.data?.title ?? ''}`}
        above={<Link to={`/courses/${courseId}`}>{course.data?.title ?? '…'}</Link>}
        chip={<ConnectionChip asOf={undefined} failed={certificates.isError} />}
      />
      <CourseNav courseId={courseId} />
      <Loaded query={certificates} heights={[64, 64, 64]}>
        {({ rows, page: number, pages }) => (
          <div className={admin.stack}>
            {rows.length === 0 ? (
              <div className={page.card}>
                <Notice title={t('learning.certificates.none')}>
                  {t(
                    course.data?.certificate === false
                      ? 'learning.certificates.courseGivesNone'
                      : 'learning.certificates.courseNone',
                  )}
                </Notice>
              </div>
            ) : (
              <ul className={`${admin.rows ?? ''} ${page.padded ?? ''}`}>
                {rows.map((row) => (
                  <Row
                    key={row.certificateId}
                    row={row}
                    sayer={sayer}
                    revoke={course.data?.mayEdit === true ? () => setRevoking(row) : null}
                  />
                ))}
              </ul>
            )}
            <ListPages page={number} pages={pages} />
          </div>
        )}
      </Loaded>
      {revoking === null ? null : (
        <RevokeDialog certificate={revoking} sayer={sayer} close={() => setRevoking(null)} />
      )}
      {sayer.toast}
    </div>
  );
}

interface RowProps {
  row: CourseCertificate;
  sayer: Sayer;
  /** null: whoever looks may change nothing */
  revoke: (() => void) | null;
}

function Row({ row, sayer, revoke }: RowProps) {
  const { t } = useTranslation();
  const restore = useCertificateChange(certificateContract.restoreCertificate);
  const { courseId, certificateId, name, date, code, revokedAt, revokedBy, reason } = row;
  const holds = revokedAt === null;
  return (
    <li>
      <span className={admin.words}>
        {name}
        <small>{`${formatDay(date, { dateStyle: 'long' })} · ${writtenCode(code)}`}</small>
        {holds ? null : (
          <small className={classes.revoked}>
            {t('learning.certificates.revokedBy', { name: revokedBy ?? '', reason: reason ?? '' })}
          </small>
        )}
      </span>
      {revoke === null ? null : (
        <Button
          variant="subtle"
          aria-label={t(holds ? 'learning.certificates.revokeOf' : 'learning.certificates.restoreOf', {
            name,
          })}
          onClick={
            holds
              ? revoke
              : () => restore.mutate({ params: { courseId, certificateId } }, { onError: sayer.refused })
          }
        >
          {t(holds ? 'learning.certificates.revoke' : 'learning.certificates.restore')}
        </Button>
      )}
    </li>
  );
}

interface RevokeDialogProps {
  certificate: CourseCertificate;
  sayer: Sayer;
  close: () => void;
}

function RevokeDialog({ certificate: { courseId, certificateId, name }, sayer, close }: RevokeDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const revoke = useCertificateChange(certificateContract.revokeCertificate);
  const restore = useCertificateChange(certificateContract.restoreCertificate);
  const params = { courseId, certificateId };
  const submit = (): void =>
    revoke.mutate(
      { params, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          sayer.done(t('learning.certificates.revoked', { name }), () =>
            restore.mutate({ params }, { onError: sayer.refused }),
          );
          close();
        },
      },
    );
  return (
    <FormDialog
      title={t('learning.certificates.revokeOf', { name })}
      close={close}
      submit={submit}
      pending={revoke.isPending}
      error={revoke.error}
      label={t('learning.certificates.revoke')}
      disabled={reason.trim().length < 3}
    >
      <Textarea
        label={t('learning.certificates.reason')}
        description={t('learning.certificates.reasonMore')}
        maxLength={280}
        rows={3}
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
