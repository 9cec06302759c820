import { SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../platform/session';
import { Avatar } from '../../platform/ui/avatar';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import classes from './account-page.module.css';
import { SafetyLinks } from './safety-links';
import { SignOutButton, type DeviceQueue } from './sign-out';

const schemes = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];

interface AccountPageProps {
  clock: ReactNode;
  places: ReactNode;
  /** what is kept about me */
  data: ReactNode;
  queue: DeviceQueue;
}

/** Who I am here, how it looks, and the way out. */
export function AccountPage({ clock, places, data, queue }: AccountPageProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={page.page}>
      <PageHeader title={t('identity.account')} chip={<ConnectionChip asOf={undefined} failed={false} />} />
      <div className={page.stack}>
        <section className={classes.person}>
          <Avatar name={me.name} />
          <div>
            <h2>{me.name}</h2>
            <ul className="soft">
              {me.memberships.map(({ role, schoolId, schoolName }) => (
                <li key={`${role} ${schoolId ?? ''}`}>
                  {t(`identity.role.${role}`, { where: schoolName ?? me.districtName })}
                </li>
              ))}
            </ul>
          </div>
        </section>
        {places}
        <SafetyLinks />
        {data}
        <section className={page.padded}>
          <h2 id="appearance">{t('identity.appearance')}</h2>
          <SegmentedControl
            aria-labelledby="appearance"
            fullWidth
            mt={12}
            value={colorScheme}
            onChange={(value) => setColorScheme(value)}
            data={schemes.map((value) => ({ value, label: t(`identity.scheme.${value}`) }))}
          />
        </section>
        {me.clock.real ? <section className={page.padded}>{clock}</section> : null}
        <section className={classes.out}>
          <SignOutButton where="here" queue={queue} />
          <SignOutButton where="everywhere" queue={queue} />
        </section>
      </div>
    </div>
  );
}
