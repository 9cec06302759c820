import { Button } from '@mantine/core';
import { auditContract } from '@quad/shared/audit';
import { apiRoot } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { FileLink } from '../../platform/ui/file-link';
import { useCan } from '../../platform/can';
import { useMe } from '../../platform/session';
import admin from '../schools/ui/admin.module.css';

export function MyDataSection() {
  const { t } = useTranslation();
  const { personId } = useMe();
  if (!useCan('data:own', { personId })) return null;
  return (
    <section className={admin.section}>
      <h2>{t('audit.data.mine')}</h2>
      <p className="soft">{t('audit.data.lead')}</p>
      <div>
        <Button
          variant="default"
          component={FileLink}
          endpoint={auditContract.myData}
          href={`${apiRoot}${auditContract.myData.path}`}
        >
          {t('audit.data.download')}
        </Button>
      </div>
    </section>
  );
}
