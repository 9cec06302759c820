import { Button } from '@mantine/core';
import type { SecondFactor } from '@quad/shared/identity';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { ApiError, errorKey } from '../../platform/api-error';
import { momentAt } from '../../platform/dates';
import { prove } from '../../platform/proof';
import { meQuery, safeNext, useMe } from '../../platform/session';
import { Dialog, DialogActions } from '../../platform/ui/dialog';
import { CodesSetUp } from './codes-set-up';
import { DoorRefusal } from './door';
import { RecoveryCodes } from './recovery-codes';
import { SafetyPage } from './safety-page';
import classes from './security.module.css';
import { secondFactorQuery, useEndCodes, useNewRecoveryCodes } from './security.queries';

/** One-time codes: set up, looked after, turned off. `?next=` leads back to where they were asked for. */
export function CodesPage() {
  const { t } = useTranslation();
  const factor = useQuery(secondFactorQuery);
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const sleeping = useMe().secondFactor === 'needed';
  // shown once, whatever else changes meanwhile
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const leave = (): void => {
    if (search.has('next')) void navigate(safeNext(search.get('next')), { replace: true });
  };
  const kept = (): void => {
    setCodes(null);
    leave();
  };
  return (
    <SafetyPage title={t('security.codes.title')} query={factor} heights={[200]}>
      {(state) => {
        if (codes !== null) return <RecoveryCodes codes={codes} kept={kept} />;
        if (!state.on) return <CodesSetUp needed={state.needed} on={setCodes} />;
        return sleeping ? <CodeAsked given={leave} /> : <CodesOn state={state} renewed={setCodes} />;
      }}
    </SafetyPage>
  );
}

/** Codes are on, but whoever is here came in without one, as by a code of the office. */
function CodeAsked({ given }: { given: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const ask = async (): Promise<void> => {
    if (!(await prove())) return;
    await client.refetchQueries({ queryKey: meQuery.queryKey });
    given();
  };
  return (
    <section className={classes.card}>
      <p>{t('security.codes.asleep')}</p>
      <div>
        <Button onClick={() => void ask()}>{t('security.codes.typeOne')}</Button>
      </div>
    </section>
  );
}

interface CodesOnProps {
  state: SecondFactor;
  renewed: (codes: readonly string[]) => void;
}

function CodesOn({ state, renewed }: CodesOnProps) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const renew = useNewRecoveryCodes();
  const end = useEndCodes();
  const [asking, setAsking] = useState<'renew' | 'end' | null>(null);
  const refused = renew.error ?? end.error;
  const tooShort = end.error instanceof ApiError && end.error.code === 'conflict';
  const go = (): void => {
    setAsking(null);
    if (asking === 'end') end.mutate();
    else renew.mutate(undefined, { onSuccess: ({ codes }) => renewed(codes) });
  };
  return (
    <section className={classes.card}>
      <p>
        <b>{t('security.codes.on')}</b>{' '}
        <span className="num">
          {state.since === null ? null : t('security.codes.since', { when: momentAt(state.since, timeZone) })}
        </span>
      </p>
      <p>{t('security.codes.left', { count: state.recoveryCodesLeft })}</p>
      {state.needed ? <p className="soft">{t('security.codes.needed')}</p> : null}
      <DoorRefusal>
        {refused === null ? null : t(tooShort ? 'security.codes.tooShort' : errorKey(refused))}
      </DoorRefusal>
      <div className={classes.actions}>
        <Button variant="default" loading={renew.isPending} onClick={() => setAsking('renew')}>
          {t('security.codes.renew')}
        </Button>
        <Button variant="subtle" color="brick" loading={end.isPending} onClick={() => setAsking('end')}>
          {t('security.codes.end')}
        </Button>
      </div>
      {asking === null ? null : (
        <Dialog opened title={t(`security.codes.${asking}`)} close={() => setAsking(null)}>
          <p>
            {t(asking === 'end' && state.needed ? 'security.codes.endAdmin' : `security.codes.${asking}Sure`)}
          </p>
          <DialogActions>
            <Button variant="default" onClick={() => setAsking(null)}>
              {t('action.cancel')}
            </Button>
            <Button data-autofocus {...(asking === 'end' ? { color: 'brick' } : {})} onClick={go}>
              {t(`security.codes.${asking}`)}
            </Button>
          </DialogActions>
        </Dialog>
      )}
    </section>
  );
}
