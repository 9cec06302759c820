import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Undoable } from '../../../platform/ui/undo-toast';
import { useDecideAbsences, useReopenAbsences } from './family.queries';

/** What the office does with reports, and the way back for ten seconds. */
export function useDecisions(settled: () => void) {
  const { t } = useTranslation();
  const decide = useDecideAbsences();
  const back = useReopenAbsences();
  const [done, setDone] = useState<Undoable | null>(null);
  const reopen = (ids: readonly string[]): void => {
    decide.reset();
    back.mutate(ids);
  };
  const told = (ids: readonly string[], message: string): void => {
    setDone({ id: `${ids.join()}${Date.now()}`, message, undo: () => reopen(ids) });
    settled();
  };
  return {
    done,
    forgetDone: () => setDone(null),
    busy: decide.isPending || back.isPending,
    error: decide.error ?? back.error,
    approve(ids: readonly string[], code?: string) {
      back.reset();
      decide.mutate(
        { decision: 'approve', ids: [...ids], ...(code === undefined ? {} : { code }) },
        {
          onSuccess: ({ decided, corrected, notCorrected }) => {
            const count = decided.length;
            const said =
              corrected === 0
                ? t('family.office.approved', { count })
                : t('family.office.approvedMarks', { count, marks: corrected });
            const missing =
              notCorrected === 0 ? '' : ` ${t('family.office.notCorrected', { count: notCorrected })}`;
            told(decided, said + missing);
          },
        },
      );
    },
    decline(ids: readonly string[], answer: string) {
      back.reset();
      decide.mutate(
        { decision: 'decline', ids: [...ids], answer },
        { onSuccess: ({ decided }) => told(decided, t('family.office.declined', { count: decided.length })) },
      );
    },
    reopen,
  };
}
