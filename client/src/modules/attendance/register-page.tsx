import type { Snapshot } from '@quad/shared/attendance';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useCan } from '../../platform/can';
import { useNow } from '../../platform/clock';
import { useMe } from '../../platform/session';
import { undecided } from './conflicts';
import { useExpected } from './family/use-expected';
import { KeyboardHelp } from './keyboard-help';
import { useRegisterActions } from './register-actions';
import { ClosedBanner, LockedBanner } from './register-banner';
import { CountsPanel } from './register-counts';
import { RegisterFooter } from './register-footer';
import { RegisterHeader } from './register-header';
import { RegisterList, useRegisterKeys } from './register-list';
import classes from './register-page.module.css';
import { RegisterNotHere } from './register-not-here';
import { RegisterRefused } from './register-refused';
import { RegisterSheet } from './register-sheet';
import { RegisterSkeleton } from './register-skeleton';
import { RegisterToast } from './register-toast';
import { RegisterUnsettled } from './register-unsettled';
import { useRegister, type OpenRegister } from './use-register';

export function RegisterPage() {
  const { registerId = '' } = useParams();
  // another register is another page: nothing half done may carry over
  return <OneRegister key={registerId} registerId={registerId} />;
}

function OneRegister({ registerId }: { registerId: string }) {
  const { t } = useTranslation();
  const open = useRegister(registerId);
  const { register, refused, unreachable } = open.view;
  if (refused !== null && open.view.waiting === 0)
    return <RegisterRefused registerId={registerId} code={refused} />;
  if (register !== null) return <LoadedRegister open={open} register={register} />;
  if (unreachable) return <RegisterNotHere retry={() => open.store.replica.nudge()} />;
  return <RegisterSkeleton label={t('loading')} />;
}

interface LoadedRegisterProps {
  open: OpenRegister;
  register: NonNullable<OpenRegister['view']['register']>;
}

function LoadedRegister({ open: { store, view, around }, register }: LoadedRegisterProps) {
  const { t } = useTranslation();
  const rights = useRights(register);
  const expected = useExpected(register);
  const actions = useRegisterActions(store, register, expected);
  const [sheetFor, setSheetFor] = useState<string | null>(null);
  const [helping, setHelping] = useState(false);
  const whyId = useId();
  const closed = register.status === 'closed';
  const since = useLockedSince(register);
  const locked = closed || since !== null || !rights.mark;
  const mode = !locked ? 'mark' : rights.correct ? 'correct' : 'look';
  const keys = useRegisterKeys({ register, actions, locked, help: () => setHelping(true) });
  const section = useArrival(!locked ? actions.restPresent : null);
  const conflicts = undecided(view.conflicts, register);
  const name = (pupil: string): string => view.names[pupil] ?? t('attendance.nameless');

  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions -- letters work only while the focus is inside, so none is pressed by accident elsewhere
    <section
      ref={section}
      tabIndex={-1}
      aria-label={register.className}
      className={classes.page}
      onKeyDown={keys.onKeyDown}
    >
      <div className={classes.column}>
        <RegisterHeader register={register} view={view} around={around} />
        {closed || since !== null || rights.mark ? null : (
          <p id={whyId} className={classes.readOnly}>
            {t('attendance.readOnly')}
          </p>
        )}
        <RegisterUnsettled
          store={store}
          register={register}
          view={view}
          conflicts={conflicts}
          mayMark={rights.mark && since === null}
          mayReopen={rights.reopen && since === null}
          locked={locked}
          name={name}
          insist={actions.insist}
          settled={() => section.current?.focus({ preventScroll: true })}
        />
        <RegisterList
          register={register}
          names={view.names}
          arrived={around.arrived}
          expected={expected}
          undecided={new Set(conflicts.flatMap(({ marks }) => marks.map(({ pupil }) => pupil)))}
          locked={locked ? whyId : undefined}
          current={keys.current}
          setCurrent={keys.setCurrent}
          listRef={keys.list}
          mark={locked ? () => undefined : actions.mark}
          onMore={setSheetFor}
        />
        <div className={classes.bottom}>
          <RegisterToast
            codeSet={register.codeSet}
            done={mode === 'look' ? null : actions.done}
            name={name}
            undo={actions.undo}
            gone={actions.forgetDone}
          />
          {since !== null ? (
            <LockedBanner id={whyId} since={since} timeZone={register.timeZone} office={rights.correct} />
          ) : closed ? (
            <ClosedBanner
              register={register}
              view={view}
              id={whyId}
              correct={rights.correct}
              reopen={rights.reopen ? (reason) => store.replica.act({ kind: 'reopen', reason }) : null}
            />
          ) : null}
          {locked ? null : (
            <RegisterFooter
              register={register}
              restPresent={actions.restPresent}
              close={rights.close ? () => store.replica.act({ kind: 'close' }) : null}
            />
          )}
        </div>
      </div>
      <CountsPanel register={register} help={() => setHelping(true)} />
      <RegisterSheet
        register={register}
        mark={register.marks.find((mark) => mark.pupil === sheetFor)}
        name={sheetFor === null ? '' : name(sheetFor)}
        mode={mode}
        office={rights.correct}
        why={t(
          since !== null ? 'office.locked.short' : closed ? 'attendance.closedShort' : 'attendance.readOnly',
        )}
        change={actions.change}
        close={() => setSheetFor(null)}
      />
      <KeyboardHelp opened={helping} close={() => setHelping(false)} />
    </section>
  );
}

function useRights({ schoolId, classId, date }: { schoolId: string; classId: string; date: string }) {
  const { districtId } = useMe();
  const target = { districtId, schoolId, classId, date };
  return {
    mark: useCan('register:mark', target),
    close: useCan('register:close', target),
    reopen: useCan('register:reopen', target),
    /** the office corrects without reopening, also what is locked */
    correct: useCan('register:roll', target),
    roll: useCan('register:roll', target),
  };
}

/** Since when (ms) nobody but the office may change it; null while they may. */
function useLockedSince({ lockAt }: Pick<Snapshot, 'lockAt'>): number | null {
  const now = useNow();
  return lockAt != null && now >= lockAt ? lockAt : null;
}

/** Takes the keyboard to the register, and does what the way here asked for: “all present”, once. */
function useArrival(restPresent: (() => void) | null) {
  const section = useRef<HTMLElement>(null);
  const location = useLocation();
  const { pathname } = location;
  const state: unknown = location.state;
  const navigate = useNavigate();
  const asked = useRef(typeof state === 'object' && state !== null && 'restPresent' in state);
  useEffect(() => {
    section.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    if (!asked.current) return;
    asked.current = false;
    restPresent?.();
    void navigate(pathname, { replace: true, state: null });
  }, [restPresent, navigate, pathname]);
  return section;
}
