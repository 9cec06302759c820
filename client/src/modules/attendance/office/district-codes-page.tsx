import { isPreset, type CodesChoice } from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../../../platform/live-query';
import { useMe } from '../../../platform/session';
import { ErrorNotice } from '../../../platform/ui/notice';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { UndoToast, type Undoable } from '../../../platform/ui/undo-toast';
import { CodesForm } from './codes-form';
import { districtCodesQuery, useSetDistrictCodes } from './rules.queries';
import { refusalWords, said } from './say';

/** The codes of every school that has none of its own. */
export function DistrictCodesPage() {
  const { t } = useTranslation();
  const { districtName, districtId } = useMe();
  const codes = useLiveQuery(districtCodesQuery, { topics: [`schools:${districtId}`] });
  const set = useSetDistrictCodes();
  const [done, setDone] = useState<Undoable | null>(null);
  const { data } = codes;
  return (
    <div className={page.medium}>
      <PageHeader
        title={t('office.codes.district')}
        above={districtName}
        chip={<ConnectionChip asOf={undefined} failed={codes.isError} />}
      />
      {data === undefined ? (
        codes.isError ? (
          <ErrorNotice error={codes.error} retry={() => void codes.refetch()} />
        ) : (
          <SkeletonRows heights={[320]} />
        )
      ) : (
        <CodesForm
          key={data.codeSet}
          codeSet={data.codeSet}
          inherited={false}
          mayInherit={false}
          busy={set.isPending}
          error={set.error}
          save={(choice) => {
            const before: CodesChoice = isPreset(data.codeSet)
              ? { preset: data.codeSet }
              : { codes: data.codes ?? [] };
            const undo = (): void =>
              set.mutate(before, { onError: (error) => setDone(said(refusalWords(error, t))) });
            if (choice !== null)
              set.mutate(choice, { onSuccess: () => setDone(said(t('office.codes.saved'), undo)) });
          }}
        />
      )}
      <UndoToast done={done} gone={() => setDone(null)} />
    </div>
  );
}
