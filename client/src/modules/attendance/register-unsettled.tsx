import type { Conflict, MarkChange, ReplicaView, Shown } from '@quad/shared/attendance';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../platform/session';
import { ConflictList } from './conflict-list';
import type { ConflictGroup } from './conflicts';
import { again } from './not-saved';
import { NotSavedList } from './not-saved-list';
import type { RegisterStore } from './register-store';

interface RegisterUnsettledProps {
  store: RegisterStore;
  register: Shown;
  view: ReplicaView;
  conflicts: readonly ConflictGroup[];
  mayMark: boolean;
  mayReopen: boolean;
  /** the register takes no marks now */
  locked: boolean;
  name: (pupil: string) => string;
  insist: (changes: MarkChange[]) => void;
  /** takes the keyboard back to the register: the button that had it is gone */
  settled: () => void;
}

/** What a person has to know or decide about their own marks: those the server refused, and those that met a colleague’s. */
export function RegisterUnsettled(props: RegisterUnsettledProps) {
  const { store, register, view, conflicts, mayMark, mayReopen, locked, name, insist, settled } = props;
  const { t } = useTranslation();
  const { personId } = useMe();
  const who = (by: string | null): string => {
    if (by === personId) return t('inLine.conflict.otherDevice');
    return (by === null ? undefined : view.names[by]) ?? t('inLine.conflict.somebody');
  };
  const dismiss = (mids: readonly string[]): void => {
    for (const mid of mids) store.replica.dismiss(mid);
    settled();
  };
  const forget = (mids: Iterable<Conflict['mid']>): void => {
    for (const mid of new Set(mids)) store.replica.forgetConflict(mid);
    settled();
  };
  return (
    <>
      <NotSavedList
        items={view.notSaved}
        register={register}
        names={view.names}
        mayMark={mayMark}
        mayReopen={mayReopen}
        retry={(items) => {
          for (const { action } of items) {
            const what = again(action);
            if (what !== null) store.replica.act(what);
          }
          dismiss(items.map(({ action }) => action.mid));
        }}
        dismiss={dismiss}
      />
      <ConflictList
        groups={conflicts}
        register={register}
        name={name}
        who={who}
        insist={
          locked
            ? null
            : (changes) => {
                insist(changes);
                settled();
              }
        }
        dismiss={({ marks }) => forget(marks.map(({ mid }) => mid))}
      />
    </>
  );
}
