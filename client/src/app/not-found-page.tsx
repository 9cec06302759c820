import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Notice } from '../platform/ui/notice';
import { PageHeader } from '../platform/ui/page-header';
import page from '../platform/ui/page.module.css';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <div className={page.page}>
      <PageHeader title={t('notFound.title')} />
      <div className={page.card}>
        <Notice
          title={t('notFound.sentence')}
          action={
            <Button component={Link} to="/">
              {t('action.home')}
            </Button>
          }
        >
          {t('notFound.hint')}
        </Notice>
      </div>
    </div>
  );
}
