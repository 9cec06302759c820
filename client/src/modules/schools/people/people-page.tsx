import { Button } from '@mantine/core';
import { peopleContract, type PersonRow } from '@quad/shared/schools';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips, listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { GiveCodes } from '../access/give-codes';
import { peopleQuery, useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { Loaded } from '../ui/loaded';
import { SelectInAddress, wordIn } from '../ui/select-in-address';
import { InSchool } from '../ui/use-school';
import { useToast } from '../ui/use-toast';
import { AddPersonDialog } from './add-person-dialog';
import { PeopleTable } from './people-table';

const roleOrder = ['student', 'teacher', 'office', 'guardian', 'schoolAdmin'] as const;
const sorts = ['familyName', 'givenName', 'from'] as const;
const states = ['current', 'ended'] as const;

export function PeoplePage() {
  const { t } = useTranslation();
  return (
    <InSchool permission="people:read" title={t('admin.people.title')}>
      {(schoolId, above) => <People key={schoolId} schoolId={schoolId} above={above} />}
    </InSchool>
  );
}

function People({ schoolId, above }: { schoolId: string; above: ReactNode }) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const role = wordIn(search, 'role', roleOrder);
  const state = wordIn(search, 'state', states);
  const people = useLiveQuery(
    peopleQuery(schoolId, { ...listParams(search), role, state, sort: wordIn(search, 'sort', sorts) }),
    { topics: [`people:${schoolId}`, `setup:${schoolId}`] },
  );
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<PersonRow[]>([]);
  const sayer = useToast();
  const { done, refused, toast } = sayer;
  const personIds = chosen.map(({ personId }) => personId);
  const move = useMemberships(schoolId, done, refused);
  return (
    <div className={page.wide}>
      <PageHeader
        title={t('admin.people.title')}
        above={above}
        chip={<ConnectionChip asOf={undefined} failed={people.isError} />}
      />
      <div className={classes.stack}>
        <Chips
          label={t('admin.people.role')}
          name="role"
          choices={roleOrder.map((value) => ({ value, label: t(`admin.people.roles.${value}`) }))}
        />
        <div className={classes.controls} role="search">
          <SearchField label={t('admin.find')} />
          <SelectInAddress
            label={t('admin.order')}
            name="sort"
            choices={sorts.map((value) => ({ value, label: t(`admin.people.sort.${value}`) }))}
          />
          <SelectInAddress
            label={t('admin.show')}
            name="state"
            choices={states.map((value) => ({ value, label: t(`admin.people.state.${value}`) }))}
          />
          <Button onClick={() => setAdding(true)}>{t('admin.people.add')}</Button>
        </div>
        <Loaded query={people} heights={[52, 52, 52, 52, 52]}>
          {({ rows, page: number, pages }) => (
            <div className={classes.stack}>
              {rows.length === 0 ? (
                <div className={page.card}>
                  <Notice title={t('admin.people.none')}>{t('admin.people.noneHint')}</Notice>
                </div>
              ) : (
                <PeopleTable rows={rows} chosen={chosen} choose={setChosen} />
              )}
              <ListPages page={number} pages={pages} />
            </div>
          )}
        </Loaded>
        {chosen.length === 0 ? null : (
          <div
            className={classes.bulk}
            role="region"
            aria-label={t('admin.chosen', { count: chosen.length })}
          >
            <span>{t('admin.chosen', { count: chosen.length })}</span>
            <span>
              <Button variant="default" onClick={() => setChosen([])}>
                {t('admin.unchoose')}
              </Button>
              {state === 'current' ? <GiveCodes {...{ schoolId, sayer }} whom={{ personIds }} /> : null}
              <Button
                onClick={() => {
                  const ids = chosen.map(({ membershipId }) => membershipId);
                  move(ids, state === 'current');
                  setChosen([]);
                }}
              >
                {state === 'current'
                  ? t('admin.people.endChosen', { count: chosen.length })
                  : t('admin.back')}
              </Button>
            </span>
          </div>
        )}
      </div>
      {adding ? (
        <AddPersonDialog
          schoolId={schoolId}
          proposed={role}
          close={() => setAdding(false)}
          added={(name) => done(t('admin.people.added', { name }))}
        />
      ) : null}
      {toast}
    </div>
  );
}

/** Ends several roles today, or brings them back; either can be undone. */
function useMemberships(
  schoolId: string,
  done: (text: string, undo?: () => void) => void,
  refused: (error: unknown) => void,
): (membershipIds: string[], end: boolean) => void {
  const { t } = useTranslation();
  const change = useChange(peopleContract.endMemberships);
  const move = (membershipIds: string[], end: boolean, undo?: () => void): void =>
    change.mutate(
      { params: { schoolId }, body: { membershipIds, ...(end ? {} : { to: null }) } },
      {
        onSuccess: ({ changed: count }) =>
          done(t(end ? 'admin.people.ended' : 'admin.people.cameBack', { count }), undo),
        onError: refused,
      },
    );
  return (ids, end) => move(ids, end, () => move(ids, !end));
}
