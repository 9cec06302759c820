import { Button, SegmentedControl } from '@mantine/core';
import { newGuardian, peopleContract, type PersonDetails } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dayWords } from '../ui/day-words';
import { useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import { PersonPicker } from '../ui/picker';
import { useSchoolLink } from '../ui/use-school';
import type { Sayer } from '../ui/use-toast';
import { nobody, PersonFields, sentOf } from './person-fields';

interface FamilyProps {
  schoolId: string;
  person: PersonDetails;
  sayer: Sayer;
}

/** A pupil's guardians, a guardian's children. */
export function FamilySections(props: FamilyProps) {
  const { t } = useTranslation();
  const { memberships, guardians, children } = props.person;
  const [adding, setAdding] = useState(false);
  const isPupil = memberships.some(({ role }) => role === 'student');
  return (
    <>
      {isPupil ? (
        <section className={classes.section}>
          <div className={classes.head}>
            <h2>{t('admin.person.guardians')}</h2>
            <Button variant="default" onClick={() => setAdding(true)}>
              {t('admin.person.addGuardian')}
            </Button>
          </div>
          {guardians.length === 0 ? <p className="soft">{t('admin.person.noGuardians')}</p> : null}
          <Relatives {...props} relatives={guardians} />
        </section>
      ) : null}
      {children.length === 0 ? null : (
        <section className={classes.section}>
          <h2>{t('admin.person.children')}</h2>
          <Relatives {...props} relatives={children} />
        </section>
      )}
      {adding ? <AddGuardianDialog {...props} close={() => setAdding(false)} /> : null}
    </>
  );
}

function Relatives({
  schoolId,
  sayer: { done, refused },
  relatives,
}: FamilyProps & { relatives: PersonDetails['guardians'] }) {
  const { t } = useTranslation();
  const link = useSchoolLink();
  const change = useChange(peopleContract.endGuardian);
  const move = (guardianshipId: string, to: null | undefined, words: string, undo?: () => void): void =>
    change.mutate(
      { params: { schoolId, guardianshipId }, body: to === null ? { to } : {} },
      { onSuccess: () => done(words, undo), onError: refused },
    );
  return (
    <ul className={classes.rows}>
      {relatives.map(({ guardianshipId, personId, name, to }) => (
        <li key={guardianshipId}>
          <Link className={classes.link} to={link(`/people/${personId}`)}>
            {name}
          </Link>
          {to === null ? (
            <Button
              variant="subtle"
              aria-label={`${t('admin.end')}: ${name}`}
              onClick={() =>
                move(guardianshipId, undefined, t('admin.person.guardianEnded', { name }), () =>
                  move(guardianshipId, null, t('admin.undone')),
                )
              }
            >
              {t('admin.end')}
            </Button>
          ) : (
            <span className={classes.tag}>{t('admin.lastDayOn', { day: dayWords(to) })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function AddGuardianDialog({
  schoolId,
  person,
  sayer: { done },
  close,
}: FamilyProps & { close: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'new' | 'known'>('new');
  const [draft, setDraft] = useState(nobody);
  const [chosen, setChosen] = useState<string[]>([]);
  const add = useChange(peopleContract.addGuardian);
  const body = newGuardian.safeParse(kind === 'new' ? { person: sentOf(draft) } : { guardianId: chosen[0] });
  const submit = (): void => {
    if (!body.success) return;
    const onSuccess = (): void => {
      done(t('admin.person.guardianAdded'));
      close();
    };
    add.mutate({ params: { schoolId, personId: person.personId }, body: body.data }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('admin.person.addGuardian')}
      close={close}
      submit={submit}
      pending={add.isPending}
      error={add.error}
      label={t('admin.add')}
      disabled={!body.success}
    >
      <SegmentedControl
        aria-label={t('admin.person.who')}
        fullWidth
        value={kind}
        onChange={setKind}
        data={(['new', 'known'] as const).map((value) => ({ value, label: t(`admin.person.${value}`) }))}
      />
      {kind === 'new' ? (
        <PersonFields draft={draft} change={setDraft} />
      ) : (
        <PersonPicker
          label={t('admin.people.roles.guardian')}
          schoolId={schoolId}
          who="guardian"
          chosen={chosen}
          choose={setChosen}
          without={person.guardians.map(({ personId }) => personId)}
        />
      )}
    </FormDialog>
  );
}
