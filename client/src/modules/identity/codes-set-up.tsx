import { Button } from '@mantine/core';
import type { NewSecondFactor } from '@quad/shared/identity';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { errorKey } from '../../platform/api-error';
import { CodeField, codeAsSent, isCode } from './code-field';
import { DoorRefusal } from './door';
import { QrCode } from './qr-code';
import classes from './security.module.css';
import { useBeginCodes, useConfirmCodes } from './security.queries';
import { SubmitWhenAllowed, useRefusalSentence } from './try-again';

/** Turning one-time codes on: why, then the picture for the authenticator and its first code. */
export function CodesSetUp({ needed, on }: { needed: boolean; on: (codes: string[]) => void }) {
  const { t } = useTranslation();
  const begin = useBeginCodes();
  if (begin.data !== undefined) return <FirstCode secret={begin.data} on={on} again={() => begin.reset()} />;
  return (
    <section className={classes.card}>
      <p>{t(needed ? 'security.codes.whyAdmin' : 'security.codes.why')}</p>
      <p className="soft">{t('security.codes.app')}</p>
      <DoorRefusal>{begin.error === null ? null : t(errorKey(begin.error))}</DoorRefusal>
      <div>
        <Button loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('security.codes.begin')}
        </Button>
      </div>
    </section>
  );
}

interface FirstCodeProps {
  secret: NewSecondFactor;
  on: (codes: string[]) => void;
  again: () => void;
}

function FirstCode({ secret: { secret, uri }, on, again }: FirstCodeProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const confirm = useConfirmCodes();
  const sentence = useRefusalSentence(confirm.error);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    confirm.mutate(codeAsSent(code), { onSuccess: ({ codes }) => on(codes), onError: () => setCode('') });
  };
  return (
    <form className={classes.card} noValidate onSubmit={submit}>
      <div className={classes.scan}>
        <QrCode text={uri} label={t('security.codes.picture')} />
        <div>
          <h2>{t('security.codes.scan')}</h2>
          <p>{t('security.codes.scanHint')}</p>
          <p className="soft">{t('security.codes.type')}</p>
          <p className={classes.secret}>{secret.match(/.{1,4}/g)?.join(' ')}</p>
          {/* on the phone itself there is nothing to scan with */}
          <a href={uri} className={classes.back}>
            {t('security.codes.open')}
          </a>
        </div>
      </div>
      <DoorRefusal>{sentence}</DoorRefusal>
      <CodeField value={code} onChange={setCode} refusal={confirm.error} />
      <div className={classes.actions}>
        <SubmitWhenAllowed
          error={confirm.error}
          pending={confirm.isPending}
          disabled={!isCode(code) && !confirm.isPending}
        >
          {t('security.codes.confirm')}
        </SubmitWhenAllowed>
        <Button variant="subtle" onClick={again}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  );
}
