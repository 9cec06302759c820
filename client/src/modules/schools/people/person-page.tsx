import { Button } from '@mantine/core';
import { peopleContract, personEdit, type PersonDetails, type PersonEdit } from '@quad/shared/schools';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { dayWords } from '../ui/day-words';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { AccessSection } from '../access/access-section';
import { personQuery, useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import { Loaded } from '../ui/loaded';
import { InSchool, useSchoolLink } from '../ui/use-school';
import { useToast, type Sayer } from '../ui/use-toast';
import { FamilySections } from './family-sections';
import { nobody, PersonFields, type PersonDraft } from './person-fields';
import { RolesSection } from './roles-section';

interface PersonPageProps {
  /** what others have to say of a person */
  after?: (person: { personId: string; name: string; schoolId: string; isPupil: boolean }) => ReactNode;
}

export function PersonPage({ after }: PersonPageProps) {
  const { t } = useTranslation();
  const { personId = '' } = useParams();
  return (
    <InSchool permission="people:read" title={t('admin.people.title')}>
      {(schoolId, above) => (
        <OnePerson key={personId} schoolId={schoolId} personId={personId} above={above} after={after} />
      )}
    </InSchool>
  );
}

interface OnePersonProps {
  schoolId: string;
  personId: string;
  above: ReactNode;
  after: PersonPageProps['after'];
}

function OnePerson({ schoolId, personId, above, after }: OnePersonProps) {
  const { t } = useTranslation();
  const person = useLiveQuery(personQuery(schoolId, personId), {
    topics: [`people:${schoolId}`, `setup:${schoolId}`],
  });
  const sayer = useToast();
  const name =
    person.data === undefined
      ? t('admin.people.title')
      : `${person.data.givenName} ${person.data.familyName}`;
  return (
    <div className={page.medium}>
      <PageHeader
        title={name}
        above={above}
        chip={<ConnectionChip asOf={undefined} failed={person.isError} />}
      />
      <Loaded query={person} heights={[150, 110, 110]}>
        {(data) => (
          <div className={classes.stack}>
            <Details schoolId={schoolId} person={data} sayer={sayer} />
            <AccessSection schoolId={schoolId} person={data} sayer={sayer} />
            <RolesSection schoolId={schoolId} person={data} sayer={sayer} />
            <ClassesSection person={data} />
            {isPupil(data) ? (
              <Link to={`/pupils/${personId}/year`}>{t('office.year.of', { name })}</Link>
            ) : null}
            <FamilySections schoolId={schoolId} person={data} sayer={sayer} />
            {after?.({ personId, name, schoolId, isPupil: isPupil(data) })}
          </div>
        )}
      </Loaded>
      {sayer.toast}
    </div>
  );
}

function isPupil({ memberships }: PersonDetails): boolean {
  return memberships.some(({ role }) => role === 'student');
}

interface SectionProps {
  schoolId: string;
  person: PersonDetails;
  sayer: Sayer;
}

function Details({ schoolId, person, sayer: { done, refused } }: SectionProps) {
  const { t } = useTranslation();
  const { personId, givenName, familyName, title, code, login, email } = person;
  const [draft, setDraft] = useState<PersonDraft | null>(null);
  const edit = useChange(peopleContract.editPerson);
  const save = (to: PersonEdit, undo?: () => void): void =>
    edit.mutate(
      { params: { schoolId, personId }, body: to },
      {
        onSuccess: () => {
          setDraft(null);
          done(t('admin.saved'), undo);
        },
        ...(undo === undefined && { onError: refused }),
      },
    );
  const edited = personEdit.safeParse(draft === null ? {} : editOf(draft, email));
  const submit = (): void => {
    if (!edited.success) return;
    const before = { givenName, familyName, title, ...('email' in edited.data && { email }) };
    save(edited.data, () => save(before));
  };
  const facts = [
    [t('admin.people.titleField'), title],
    [t('admin.people.code'), /^[0-9a-f]{24}$/.test(code) ? null : code],
    [t('admin.people.login'), login ?? t('admin.people.noLogin')],
    [t('admin.people.email'), email],
  ] as const;
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('admin.person.details')}</h2>
        <Button
          variant="default"
          onClick={() =>
            setDraft({ ...nobody, givenName, familyName, title: title ?? '', email: email ?? '' })
          }
        >
          {t('admin.person.edit')}
        </Button>
      </div>
      <dl className={classes.facts}>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {draft === null ? null : (
        <FormDialog
          title={t('admin.person.edit')}
          close={() => setDraft(null)}
          submit={submit}
          pending={edit.isPending}
          error={edit.error}
          disabled={!edited.success}
        >
          <PersonFields draft={draft} change={setDraft} namesOnly />
        </FormDialog>
      )}
    </section>
  );
}

/** Only whoever may let the person in may change the address, so it is sent only when it changes. */
function editOf(
  { givenName, familyName, title, email: address }: PersonDraft,
  email: string | null,
): PersonEdit {
  const named = { givenName, familyName, title: title.trim() || null };
  return (address.trim() || null) === email ? named : { ...named, email: address.trim() || null };
}

function ClassesSection({ person: { classes: held, memberships } }: { person: PersonDetails }) {
  const { t } = useTranslation();
  const link = useSchoolLink();
  if (!memberships.some(({ role }) => role === 'teacher' || role === 'student')) return null;
  return (
    <section className={classes.section}>
      <h2>{t('admin.person.classes')}</h2>
      {held.length === 0 ? <p className="soft">{t('admin.person.noClasses')}</p> : null}
      <ul className={classes.rows}>
        {held.map(({ classId, name, as, from, to }) => (
          <li key={`${classId} ${from} ${as}`}>
            <Link className={classes.link} to={link(`/school/classes/${classId}`)}>
              {name}
            </Link>
            <span className="soft">
              {t(`admin.person.as.${as}`)} {t('admin.since', { day: dayWords(from) })}
              {to === null ? '' : `, ${t('admin.lastDayOn', { day: dayWords(to) })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
