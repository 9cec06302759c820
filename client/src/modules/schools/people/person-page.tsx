import { Button } from '@mantine/core';
import { peopleContract, type PersonDetails } from '@quad/shared/schools';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { dayWords } from '../ui/day-words';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { personQuery, useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import { Loaded } from '../ui/loaded';
import { InSchool, useSchoolLink } from '../ui/use-school';
import { useToast, type Sayer } from '../ui/use-toast';
import { FamilySections } from './family-sections';
import { nobody, PersonFields } from './person-fields';
import { RolesSection } from './roles-section';

export function PersonPage() {
  const { t } = useTranslation();
  const { personId = '' } = useParams();
  return (
    <InSchool permission="people:read" title={t('admin.people.title')}>
      {(schoolId, above) => (
        <OnePerson key={personId} schoolId={schoolId} personId={personId} above={above} />
      )}
    </InSchool>
  );
}

function OnePerson({ schoolId, personId, above }: { schoolId: string; personId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const person = useQuery(personQuery(schoolId, personId));
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
            <RolesSection schoolId={schoolId} person={data} sayer={sayer} />
            <ClassesSection person={data} />
            {data.memberships.some(({ role }) => role === 'student') ? (
              <Link to={`/pupils/${personId}/year`}>{t('office.year.of', { name })}</Link>
            ) : null}
            <FamilySections schoolId={schoolId} person={data} sayer={sayer} />
          </div>
        )}
      </Loaded>
      {sayer.toast}
    </div>
  );
}

interface SectionProps {
  schoolId: string;
  person: PersonDetails;
  sayer: Sayer;
}

function Details({ schoolId, person, sayer: { done, refused } }: SectionProps) {
  const { t } = useTranslation();
  const { personId, givenName, familyName, title, code, login } = person;
  const [draft, setDraft] = useState<typeof nobody | null>(null);
  const edit = useChange(peopleContract.editPerson);
  const save = (to: Pick<PersonDetails, 'givenName' | 'familyName' | 'title'>, undo?: () => void): void =>
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
  const facts = [
    [t('admin.people.titleField'), title],
    [t('admin.people.code'), /^[0-9a-f]{24}$/.test(code) ? null : code],
    [t('admin.people.login'), login ?? t('admin.people.noLogin')],
  ] as const;
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('admin.person.details')}</h2>
        <Button
          variant="default"
          onClick={() => setDraft({ ...nobody, givenName, familyName, title: title ?? '' })}
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
          submit={() =>
            save(
              { givenName: draft.givenName, familyName: draft.familyName, title: draft.title.trim() || null },
              () => save({ givenName, familyName, title }),
            )
          }
          pending={edit.isPending}
          error={edit.error}
          disabled={draft.givenName.trim() === '' || draft.familyName.trim() === ''}
        >
          <PersonFields draft={draft} change={setDraft} namesOnly />
        </FormDialog>
      )}
    </section>
  );
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
