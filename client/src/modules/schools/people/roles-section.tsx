import { Button, NativeSelect } from '@mantine/core';
import { mayGive } from '@quad/shared/identity';
import { peopleContract, schoolRoles, type PersonDetails, type SchoolRole } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayWords } from '../ui/day-words';
import { useMe } from '../../../platform/session';
import { useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import type { Sayer } from '../ui/use-toast';

interface RolesSectionProps {
  schoolId: string;
  person: PersonDetails;
  sayer: Sayer;
}

/** What the person is in this school: given, ended and brought back by whoever stands no lower. */
export function RolesSection({ schoolId, person, sayer: { done, refused } }: RolesSectionProps) {
  const { t } = useTranslation();
  const me = useMe();
  const [giving, setGiving] = useState(false);
  const change = useChange(peopleContract.endMemberships);
  const isOther = person.personId !== me.personId;
  const may = (role: PersonDetails['memberships'][number]['role']): boolean =>
    isOther && mayGive(me, role, { districtId: me.districtId, schoolId });
  const move = (
    membershipId: string,
    to: string | null | undefined,
    words: string,
    undo?: () => void,
  ): void =>
    change.mutate(
      { params: { schoolId }, body: { membershipIds: [membershipId], ...(to !== undefined && { to }) } },
      { onSuccess: () => done(words, undo), onError: refused },
    );
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('admin.person.roles')}</h2>
        {isOther ? (
          <Button variant="default" onClick={() => setGiving(true)}>
            {t('admin.person.giveRole')}
          </Button>
        ) : null}
      </div>
      <ul className={classes.rows}>
        {person.memberships.map(({ membershipId, role, from, to }) => {
          const words = { role: t(`admin.people.aRole.${role}`) };
          return (
            <li key={membershipId}>
              <span className={classes.words}>
                {words.role}
                <small>
                  {t('admin.since', { day: dayWords(from) })}
                  {to === null ? '' : `, ${t('admin.lastDayOn', { day: dayWords(to) })}`}
                </small>
              </span>
              {!may(role) ? null : to === null ? (
                <Button
                  variant="subtle"
                  aria-label={`${t('admin.end')}: ${words.role}`}
                  onClick={() =>
                    move(membershipId, undefined, t('admin.person.roleEnded', words), () =>
                      move(membershipId, null, t('admin.undone')),
                    )
                  }
                >
                  {t('admin.end')}
                </Button>
              ) : (
                <Button
                  variant="subtle"
                  aria-label={`${t('admin.back')}: ${words.role}`}
                  onClick={() =>
                    move(membershipId, null, t('admin.person.roleBack', words), () =>
                      move(membershipId, to, t('admin.undone')),
                    )
                  }
                >
                  {t('admin.back')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {giving ? (
        <GiveRoleDialog
          schoolId={schoolId}
          personId={person.personId}
          roles={schoolRoles.filter(
            (role) => may(role) && !person.memberships.some((held) => held.role === role && held.to === null),
          )}
          close={() => setGiving(false)}
          given={(role) => done(t('admin.person.roleGiven', { role: t(`admin.people.aRole.${role}`) }))}
        />
      ) : null}
    </section>
  );
}

interface GiveRoleDialogProps {
  schoolId: string;
  personId: string;
  roles: readonly SchoolRole[];
  close: () => void;
  given: (role: SchoolRole) => void;
}

function GiveRoleDialog({ schoolId, personId, roles, close, given }: GiveRoleDialogProps) {
  const { t } = useTranslation();
  const [role, setRole] = useState(roles[0]);
  const give = useChange(peopleContract.giveRole);
  const submit = (): void => {
    if (role === undefined) return;
    const onSuccess = (): void => {
      given(role);
      close();
    };
    give.mutate({ params: { schoolId }, body: { personId, role } }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('admin.person.giveRole')}
      close={close}
      submit={submit}
      pending={give.isPending}
      error={give.error}
      label={t('admin.person.giveRole')}
      disabled={role === undefined}
    >
      <NativeSelect
        label={t('admin.people.role')}
        size="md"
        data={roles.map((value) => ({ value, label: t(`admin.people.aRole.${value}`) }))}
        value={role ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setRole(roles.find((each) => each === value));
        }}
      />
    </FormDialog>
  );
}
