import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { useMe } from '../platform/session';
import { Notice } from '../platform/ui/notice';
import { ConnectionChip } from '../platform/ui/connection-chip';
import { PageHeader } from '../platform/ui/page-header';
import page from '../platform/ui/page.module.css';
import { placesOf } from './places-of';

/** The first place of whoever is signed in; for those who have none yet, an honest word about it. */
export function HomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const home = placesOf(me).daily[0];
  if (home !== undefined && home.to !== '/') return <Navigate to={home.to} replace />;
  return (
    <div className={page.page}>
      <PageHeader
        title={t('home.hello', { name: me.givenName })}
        chip={<ConnectionChip asOf={undefined} failed={false} />}
      />
      <div className={page.card}>
        <Notice title={t('home.noRole')}>{t('home.noRoleHint')}</Notice>
      </div>
    </div>
  );
}
