import { Button } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useMe } from '../../platform/session';
import { Notice } from '../../platform/ui/notice';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import classes from './security.module.css';

/** In place of every page, for an admin who is nothing else: what they administer opens once the account is protected. */
export function ProtectFirstPage() {
  const { t } = useTranslation();
  const to = useWayThere();
  return (
    <div className={page.page}>
      <PageHeader title={t('home.hello', { name: useMe().givenName })} tab={t('security.first.title')} />
      <div className={page.card}>
        <Notice
          title={t('security.first.title')}
          action={
            <Button component={Link} to={to}>
              {t('security.first.go')}
            </Button>
          }
        >
          {t('security.first.hint')}
        </Notice>
      </div>
    </div>
  );
}

/** For an admin who is something else as well, and can go on as that. */
export function ProtectFirstBanner() {
  const { t } = useTranslation();
  const to = useWayThere();
  return (
    <Link to={to} className={classes.banner}>
      <IconShieldLock size={18} aria-hidden="true" />
      <span>
        {t('security.first.banner')} <b>{t('security.first.go')}</b>
      </span>
    </Link>
  );
}

function useWayThere(): string {
  const { pathname, search } = useLocation();
  return `/more/codes?next=${encodeURIComponent(`${pathname}${search}`)}`;
}
