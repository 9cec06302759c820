import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../platform/ui/notice';
import { PageHeader } from '../platform/ui/page-header';
import page from '../platform/ui/page.module.css';

export function NoAccessPage() {
  const { t } = useTranslation();
  return (
    <div className={page.page}>
      <PageHeader title={t('noAccess.title')} />
      <div className={page.card}>
        <Notice
          title={t('noAccess.sentence')}
          action={
            <Button component={Link} to="/">
              {t('action.home')}
            </Button>
          }
        >
          {t('noAccess.hint')}
        </Notice>
      </div>
    </div>
  );
}
