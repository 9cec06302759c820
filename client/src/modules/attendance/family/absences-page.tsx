import { absenceStates } from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { Chips, listParams, ListPages, SearchField } from '../../../platform/ui/list-controls';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { UndoToast } from '../../../platform/ui/undo-toast';
import classes from './absences-page.module.css';
import { AbsencesTable } from './absences-table';
import { DecisionBar } from './decision-bar';
import { DeclineDialog } from './decline-dialog';
import { inboxTopics } from './family.live';
import { absencesQuery } from './family.queries';
import { Refusal } from './refusal';
import { useDecisions } from './use-decisions';

const choices = ['pending', 'approved', 'declined', 'withdrawn', 'all'] as const;

/** The reports of the school for the office: decided one by one or several at once. */
export function AbsencesPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [search] = useSearchParams();
  const wanted = search.get('state');
  const state = wanted === 'all' ? undefined : (absenceStates.find((name) => name === wanted) ?? 'pending');
  const params = { ...listParams(search), ...(state === undefined ? {} : { state }) };
  const reports = useLiveQuery(absencesQuery(params), { topics: inboxTopics(me) });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const decisions = useDecisions(() => setSelected(new Set()));
  const [declining, setDeclining] = useState<readonly string[]>([]);
  const rows = reports.data?.rows ?? [];
  // what somebody else decided meanwhile is no longer there to choose
  const chosen = rows
    .filter(({ id, state: now }) => selected.has(id) && now === 'pending')
    .map(({ id }) => id);
  return (
    <div className={page.wide}>
      <PageHeader
        title={t('family.office.title')}
        chip={<ConnectionChip asOf={undefined} failed={reports.isError} />}
      />
      <div className={classes.controls} role="search">
        <SearchField label={t('family.office.search')} />
        <Chips
          label={t('family.office.state')}
          name="state"
          choices={choices.map((value) => ({ value, label: t(`family.office.states.${value}`) }))}
        />
      </div>
      <Refusal error={decisions.error} />
      {reports.data === undefined ? (
        reports.isError ? (
          <ErrorNotice error={reports.error} retry={() => void reports.refetch()} />
        ) : (
          <SkeletonRows heights={[72, 72, 72, 72]} />
        )
      ) : rows.length === 0 ? (
        <div className={page.card}>
          <Notice title={t('family.office.none')}>{t('family.office.noneHint')}</Notice>
        </div>
      ) : (
        <div aria-busy={reports.isPlaceholderData}>
          <AbsencesTable
            reports={rows}
            chosen={chosen}
            choose={(id, on) => setSelected(toggled(selected, id, on))}
            approve={(id) => decisions.approve([id])}
            decline={(id) => setDeclining([id])}
            reopen={(id) => decisions.reopen([id])}
          />
          <ListPages {...reports.data} />
        </div>
      )}
      <DecisionBar
        count={chosen.length}
        schoolId={schoolOf(me.memberships)}
        busy={decisions.busy}
        approve={(code) => decisions.approve(chosen, code)}
        decline={() => setDeclining(chosen)}
      />
      <DeclineDialog
        opened={declining.length > 0}
        title={t('family.office.declineTitle')}
        label={t('family.office.declineText')}
        description={t('family.office.declineMore')}
        action={t('family.office.declineSend')}
        close={() => setDeclining([])}
        send={(answer) => decisions.decline(declining, answer)}
      />
      <UndoToast done={decisions.done} gone={decisions.forgetDone} />
    </div>
  );
}

function toggled(before: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const after = new Set(before);
  if (on) after.add(id);
  else after.delete(id);
  return after;
}

/** Whose codes the choice shows; who works at several schools takes what is usual for each. */
function schoolOf(memberships: readonly { schoolId: string | null; role: string }[]): string | null {
  const schools = new Set(
    memberships.flatMap(({ schoolId, role }) =>
      schoolId !== null && (role === 'office' || role === 'schoolAdmin') ? [schoolId] : [],
    ),
  );
  return schools.size === 1 ? ([...schools][0] ?? null) : null;
}
