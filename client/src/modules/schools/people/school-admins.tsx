import { Button } from '@mantine/core';
import { peopleContract, type PersonRow } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../../../platform/live-query';
import { useCan } from '../../../platform/can';
import { useMe } from '../../../platform/session';
import { peopleQuery, useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import { Loaded } from '../ui/loaded';
import { PersonPicker } from '../ui/picker';
import type { Sayer } from '../ui/use-toast';
import { AddPersonDialog } from './add-person-dialog';
import { RoleRow } from './role-row';

/** Who manages the school; the district appoints them. */
export function SchoolAdmins({ schoolId, sayer: { done, refused } }: { schoolId: string; sayer: Sayer }) {
  const { t } = useTranslation();
  const { districtId } = useMe();
  const mayAppoint = useCan('admin:appoint', { districtId });
  const admins = useLiveQuery(peopleQuery(schoolId, { role: 'schoolAdmin' }), {
    topics: [`people:${schoolId}`],
  });
  const [asking, setAsking] = useState<'new' | 'known' | null>(null);
  const change = useChange(peopleContract.endMemberships);
  const end = ({ membershipId }: PersonRow): void => {
    const role = t('admin.people.aRole.schoolAdmin');
    const params = { schoolId };
    const back = (): void =>
      change.mutate(
        { params, body: { membershipIds: [membershipId], to: null } },
        { onSuccess: () => done(t('admin.undone')), onError: refused },
      );
    change.mutate(
      { params, body: { membershipIds: [membershipId] } },
      { onSuccess: () => done(t('admin.person.roleEnded', { role }), back), onError: refused },
    );
  };
  return (
    <section className={classes.section}>
      <p className="soft">{t('admin.schoolPage.adminsHint')}</p>
      <Loaded query={admins} heights={[52]}>
        {({ rows }) => (
          <ul className={classes.rows}>
            {rows.length === 0 ? <li className="soft">{t('admin.schoolPage.noAdmins')}</li> : null}
            {rows.map((row) => (
              <RoleRow key={row.membershipId} row={row} end={mayAppoint ? () => end(row) : null} />
            ))}
          </ul>
        )}
      </Loaded>
      {mayAppoint ? (
        <div className={classes.controls}>
          <Button onClick={() => setAsking('new')}>{t('admin.schoolPage.appointNew')}</Button>
          <Button variant="default" onClick={() => setAsking('known')}>
            {t('admin.schoolPage.appointKnown')}
          </Button>
        </div>
      ) : null}
      {asking === 'new' ? (
        <AddPersonDialog
          schoolId={schoolId}
          proposed="schoolAdmin"
          close={() => setAsking(null)}
          added={(name) => done(t('admin.people.added', { name }))}
        />
      ) : null}
      {asking === 'known' ? (
        <AppointDialog
          schoolId={schoolId}
          close={() => setAsking(null)}
          given={() => done(t('admin.person.roleGiven', { role: t('admin.people.aRole.schoolAdmin') }))}
        />
      ) : null}
    </section>
  );
}

function AppointDialog({
  schoolId,
  close,
  given,
}: {
  schoolId: string;
  close: () => void;
  given: () => void;
}) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string[]>([]);
  const give = useChange(peopleContract.giveRole);
  const [personId] = chosen;
  const submit = (): void => {
    if (personId === undefined) return;
    const onSuccess = (): void => {
      given();
      close();
    };
    give.mutate({ params: { schoolId }, body: { personId, role: 'schoolAdmin' } }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('admin.schoolPage.appoint')}
      close={close}
      submit={submit}
      pending={give.isPending}
      error={give.error}
      label={t('admin.schoolPage.appoint')}
      disabled={personId === undefined}
    >
      <PersonPicker
        label={t('admin.people.roles.teacher')}
        schoolId={schoolId}
        who="teacher"
        chosen={chosen}
        choose={setChosen}
      />
    </FormDialog>
  );
}
