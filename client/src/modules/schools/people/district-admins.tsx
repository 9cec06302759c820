import { Button } from '@mantine/core';
import { newAdmin, peopleContract, type PersonRow } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { listParams, ListPages } from '../../../platform/ui/list-controls';
import { adminsQuery, useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import { Loaded } from '../ui/loaded';
import { useToast } from '../ui/use-toast';
import { nobody, PersonFields, sentOf } from './person-fields';
import { RoleRow } from './role-row';

/** Those who look after the whole district. One of them always stays. */
export function DistrictAdmins() {
  const { t } = useTranslation();
  const { personId } = useMe();
  const [search] = useSearchParams();
  const admins = useLiveQuery(adminsQuery(listParams(search)), {
    topics: [`schools:${useMe().districtId}`],
  });
  const [adding, setAdding] = useState(false);
  const { done, refused, toast } = useToast();
  const change = useChange(peopleContract.endAdmins);
  const end = ({ membershipId, givenName, familyName }: PersonRow): void => {
    const move = (to: null | undefined, undo?: () => void): void =>
      change.mutate(
        { body: { membershipIds: [membershipId], ...(to === null && { to }) } },
        {
          onSuccess: () =>
            done(
              to === null
                ? t('admin.undone')
                : t('admin.schools.adminEnded', { name: `${givenName} ${familyName}` }),
              undo,
            ),
          onError: refused,
        },
      );
    move(undefined, () => move(null));
  };
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('admin.schools.admins')}</h2>
        <Button onClick={() => setAdding(true)}>{t('admin.schools.appoint')}</Button>
      </div>
      <Loaded query={admins} heights={[52, 52]}>
        {({ rows, page, pages }) => (
          <>
            <ul className={classes.rows}>
              {rows.map((row) => (
                <RoleRow
                  key={row.membershipId}
                  row={row}
                  end={row.personId === personId ? null : () => end(row)}
                />
              ))}
            </ul>
            <ListPages page={page} pages={pages} />
          </>
        )}
      </Loaded>
      {adding ? (
        <AppointDialog
          close={() => setAdding(false)}
          added={(name) => done(t('admin.people.added', { name }))}
        />
      ) : null}
      {toast}
    </section>
  );
}

function AppointDialog({ close, added }: { close: () => void; added: (name: string) => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(nobody);
  const appoint = useChange(peopleContract.appointAdmin);
  const body = newAdmin.safeParse(sentOf(draft));
  const submit = (): void => {
    if (!body.success) return;
    const onSuccess = (): void => {
      added(`${draft.givenName} ${draft.familyName}`);
      close();
    };
    appoint.mutate({ body: body.data }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('admin.schools.appoint')}
      close={close}
      submit={submit}
      pending={appoint.isPending}
      error={appoint.error}
      label={t('admin.add')}
      disabled={!body.success}
    >
      <PersonFields draft={draft} change={setDraft} />
    </FormDialog>
  );
}
