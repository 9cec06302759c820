import { Button, SegmentedControl, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorKey } from '../../platform/api-error';
import { useMe } from '../../platform/session';
import { unsavedCount } from '../../platform/unsaved';
import { Avatar } from '../../platform/ui/avatar';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { Dialog, DialogActions } from '../../platform/ui/dialog';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import classes from './account-page.module.css';
import { useSignOut } from './identity.queries';

const schemes = ['auto', 'light', 'dark'] as const satisfies readonly MantineColorScheme[];

/** Who I am here, how it looks, and the way out. */
export function AccountPage({ clock, places }: { clock: ReactNode; places: ReactNode }) {
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
          <SignOutButton where="here" />
          <SignOutButton where="everywhere" />
        </section>
      </div>
    </div>
  );
}

/** Signing out of every device, or with marks that exist on this page only, can't be undone; so these two ask. */
function SignOutButton({ where }: { where: 'here' | 'everywhere' }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const signOut = useSignOut(where);
  const unsaved = unsavedCount();
  const press = (): void => (where === 'everywhere' || unsaved > 0 ? setAsking(true) : signOut.mutate());
  return (
    <>
      <Button variant={where === 'here' ? 'outline' : 'subtle'} onClick={press} loading={signOut.isPending}>
        {t(`identity.signOut.${where}`)}
      </Button>
      {signOut.error === null || asking ? null : <p role="alert">{t(errorKey(signOut.error))}</p>}
      <Dialog opened={asking} close={() => setAsking(false)} title={t(`identity.signOut.${where}`)}>
        {unsaved > 0 ? (
          <p className={classes.warning}>{t('identity.signOut.unsaved', { count: unsaved })}</p>
        ) : null}
        {where === 'everywhere' ? <p>{t('identity.signOut.everywhereMore')}</p> : null}
        {signOut.error === null ? null : <p role="alert">{t(errorKey(signOut.error))}</p>}
        <DialogActions>
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('action.stay')}
          </Button>
          <Button onClick={() => signOut.mutate()} loading={signOut.isPending} color="brick">
            {t(`identity.signOut.${where}`)}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
