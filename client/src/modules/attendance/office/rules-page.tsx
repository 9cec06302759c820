import { isPreset, type CodesChoice, type SchoolRules } from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { ErrorNotice } from '../../../platform/ui/notice';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { UndoToast, type Undoable } from '../../../platform/ui/undo-toast';
import { CodesForm } from './codes-form';
import { RulesForm } from './rules-form';
import { rulesQuery, useSetRules, useSetSchoolCodes } from './rules.queries';
import { refusalWords, said } from './say';
import classes from './summary.module.css';

/** A school's codes, and how it reads its registers. */
export function RulesPage() {
  const { t } = useTranslation();
  const { schoolId = '' } = useParams();
  const { districtId } = useMe();
  const rules = useLiveQuery(rulesQuery(schoolId), {
    topics: [`setup:${schoolId}`, `schools:${districtId}`],
  });
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('office.rules.title')}
        above={rules.data?.schoolName}
        chip={<ConnectionChip asOf={undefined} failed={rules.isError} />}
      />
      {rules.data === undefined ? (
        rules.isError ? (
          <ErrorNotice error={rules.error} retry={() => void rules.refetch()} />
        ) : (
          <SkeletonRows heights={[320, 260]} />
        )
      ) : (
        <Loaded school={rules.data} />
      )}
    </div>
  );
}

function Loaded({ school }: { school: SchoolRules }) {
  const { t } = useTranslation();
  const [done, setDone] = useState<Undoable | null>(null);
  const setRules = useSetRules(school.schoolId);
  const setCodes = useSetSchoolCodes(school.schoolId);
  const failed = { onError: (error: unknown) => setDone(said(refusalWords(error, t))) };
  return (
    <div className={classes.stack}>
      <RulesForm
        key={JSON.stringify(school.rules)}
        rules={school.rules}
        codeSet={school.codeSet}
        busy={setRules.isPending}
        error={setRules.error}
        save={(rules) =>
          setRules.mutate(rules, {
            onSuccess: () =>
              setDone(said(t('office.rules.saved'), () => setRules.mutate(school.rules, failed))),
          })
        }
      />
      <CodesForm
        key={`${school.codeSet} ${school.ownCodes}`}
        codeSet={school.codeSet}
        inherited={!school.ownCodes}
        mayInherit
        busy={setCodes.isPending}
        error={setCodes.error}
        save={(choice) =>
          setCodes.mutate(choice, {
            onSuccess: () =>
              setDone(said(t('office.codes.saved'), () => setCodes.mutate(choiceOf(school), failed))),
          })
        }
      />
      <UndoToast done={done} gone={() => setDone(null)} />
    </div>
  );
}

function choiceOf({ ownCodes, codeSet, codes = [] }: SchoolRules): CodesChoice | null {
  if (!ownCodes) return null;
  return isPreset(codeSet) ? { preset: codeSet } : { codes };
}
