import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import door from './door.module.css';

interface CodeFieldProps {
  value: string;
  onChange: (value: string) => void;
  /** of the last try: then the keyboard is wanted here again */
  refusal: Error | null;
  /** a first code can only be the authenticator’s */
  orRecovery?: boolean;
}

/** Where a code of the authenticator is typed, pasted or filled in by the phone; or one of the recovery codes instead. */
export function CodeField({ value, onChange, refusal, orRecovery = false }: CodeFieldProps) {
  const { t } = useTranslation();
  const [recovery, setRecovery] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [recovery, refusal]);
  const kind = recovery ? 'recovery' : 'authenticator';
  return (
    <div>
      <TextInput
        ref={field}
        // in a dialog, whose trap would take the first button
        data-autofocus
        label={t(`security.code.${kind}`)}
        description={t(`security.code.${kind}Hint`)}
        size="lg"
        className={door.code ?? ''}
        inputMode={recovery ? 'text' : 'numeric'}
        autoComplete={recovery ? 'off' : 'one-time-code'}
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        maxLength={40}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {orRecovery ? (
        <Button
          variant="subtle"
          px={0}
          onClick={() => {
            onChange('');
            setRecovery(!recovery);
          }}
        >
          {t(recovery ? 'security.code.useAuthenticator' : 'security.code.useRecovery')}
        </Button>
      ) : null}
    </div>
  );
}

/** Authenticators show “123 456”. */
export function codeAsSent(typed: string): string {
  return typed.replace(/\s/g, '');
}

export function isCode(typed: string): boolean {
  return codeAsSent(typed).length >= 6;
}
