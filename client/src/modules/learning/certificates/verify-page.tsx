import { Button, TextInput } from '@mantine/core';
import { bareCode, writtenCode, type Verification } from '@quad/shared/learning';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { formatDay } from '../../../platform/dates';
import { QuadMark } from '../../../platform/ui/quad-mark';
import { Loaded } from '../../schools/ui/loaded';
import { verifyQuery } from './certificates.queries';
import { useDurationWords } from './duration-words';
import classes from './verify-page.module.css';
import '../words';

/** Whether a certificate is genuine, for anybody. */
export function VerifyPage() {
  const { t } = useTranslation();
  const code = bareCode(useParams().code ?? '').slice(0, 60);
  const found = useQuery(verifyQuery(code));
  return (
    <main className={classes.page}>
      <title>{`${t('learning.certificates.verify.title')} · Quad`}</title>
      <meta name="robots" content="noindex" />
      <Link to="/" className={classes.brand}>
        <QuadMark size={34} />
        <span>Quad</span>
      </Link>
      <h1>{t('learning.certificates.verify.title')}</h1>
      <div aria-live="polite">
        {code === '' ? null : (
          <Loaded query={found} heights={[220]}>
            {(verification) => <Verdict verification={verification} code={code} />}
          </Loaded>
        )}
      </div>
      <CodeForm key={code} code={code} />
    </main>
  );
}

function Verdict({ verification, code }: { verification: Verification; code: string }) {
  const { t } = useTranslation();
  const duration = useDurationWords();
  const { state, name, course, school, date, seconds, revokedOn } = verification;
  const day = (of: string): string => formatDay(of, { dateStyle: 'long' });
  const facts = [
    ['name', name],
    ['course', course],
    ['school', school],
    ['date', date === null ? null : day(date)],
    ['seconds', seconds === null || seconds < 60 ? null : duration(seconds)],
    ['revokedOn', revokedOn === null ? null : day(revokedOn)],
  ] as const;
  return (
    <section className={classes.verdict} data-state={state}>
      <h2>
        <span aria-hidden="true" className={classes.sign}>
          {{ genuine: '✓', revoked: '✕', unknown: '?' }[state]}
        </span>
        {t(`learning.certificates.verify.${state}`)}
      </h2>
      <p className="soft">{t(`learning.certificates.verify.${state}More`)}</p>
      <dl className={classes.facts}>
        {facts.map(([key, fact]) =>
          fact === null ? null : (
            <div key={key}>
              <dt>{t(`learning.certificates.verify.${key}`)}</dt>
              <dd>{fact}</dd>
            </div>
          ),
        )}
        <div>
          <dt>{t('learning.certificates.verify.code')}</dt>
          <dd className={classes.code}>{writtenCode(code)}</dd>
        </div>
      </dl>
    </section>
  );
}

function CodeForm({ code }: { code: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void navigate(`/verify/${encodeURIComponent(bareCode(typed))}`);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t(`learning.certificates.verify.${code === '' ? 'type' : 'another'}`)}
        description={t('learning.certificates.verify.typeMore')}
        placeholder="ABCDE-FGHJK-LMNPQ-RSTUV"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={60}
        size="md"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" size="md" disabled={bareCode(typed) === ''}>
        {t('learning.certificates.verify.look')}
      </Button>
    </form>
  );
}
