import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { save } from '../../platform/files';
import { useMe } from '../../platform/session';
import classes from './security.module.css';

interface RecoveryCodesProps {
  codes: readonly string[];
  kept: () => void;
}

/** The one time these are shown: on paper, in a file or in a password manager they outlast the phone. */
export function RecoveryCodes({ codes, kept }: RecoveryCodesProps) {
  const { t } = useTranslation();
  const { login } = useMe();
  const [isCopied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const text = [t('security.recovery.fileHead', { login }), '', ...codes, ''].join('\n');
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(codes.join('\n'));
    setCopied(true);
  };
  return (
    <section className={classes.card}>
      <h2 ref={heading} tabIndex={-1}>
        {t('security.recovery.title')}
      </h2>
      <p>{t('security.recovery.hint')}</p>
      <ul className={classes.recovery} aria-label={t('security.recovery.title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.actions}>
        {/* plain http outside localhost has no clipboard */}
        {'clipboard' in navigator ? (
          <Button variant="default" onClick={() => void copy()}>
            {t('security.recovery.copy')}
          </Button>
        ) : null}
        <Button
          variant="default"
          onClick={() => save({ name: 'quad-recovery-codes.txt', content: new Blob([text]) })}
        >
          {t('security.recovery.download')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('security.recovery.print')}
        </Button>
      </div>
      <p role="status" className={isCopied ? 'soft' : 'hidden-text'}>
        {isCopied ? t('security.recovery.copied') : null}
      </p>
      <div className={classes.actions}>
        <Button onClick={kept}>{t('security.recovery.kept')}</Button>
      </div>
    </section>
  );
}
