import { Button } from '@mantine/core';
import { certificateContract } from '@quad/shared/learning';
import { apiRoot } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../platform/can';
import { useMe } from '../../../platform/session';
import { FileLink } from '../../../platform/ui/file-link';
import admin from '../../schools/ui/admin.module.css';
import '../words';

/** The statement of a person’s learning time, for those who look after their school. */
export function PersonLearningTime({ personId, schoolId }: { personId: string; schoolId: string | null }) {
  const { t } = useTranslation();
  const { districtId } = useMe();
  if (!useCan('learning:pupil', { districtId, schoolId, personId })) return null;
  const endpoint = certificateContract.learningTimeFile;
  return (
    <section className={admin.section}>
      <h2>{t('learning.certificates.time')}</h2>
      <p className="soft">{t('learning.certificates.timeMore')}</p>
      <div>
        <Button
          variant="default"
          component={FileLink}
          endpoint={endpoint}
          href={`${apiRoot}${endpoint.path.replace(':personId', personId)}`}
        >
          {t('learning.certificates.statement')}
        </Button>
      </div>
    </section>
  );
}
