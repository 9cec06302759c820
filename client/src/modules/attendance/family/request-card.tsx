import { Button, NativeSelect } from '@mantine/core';
import { codesOf, type MarkRequest } from '@quad/shared/attendance';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { shortDay } from '../../../platform/dates';
import { useCodeLabel } from '../code-words';
import { DeclineDialog } from './decline-dialog';
import { useAnswerRequest } from './family.queries';
import classes from './inbox-page.module.css';
import { Refusal } from './refusal';

/** What somebody asks about a mark, with the two answers there are. A correction's code is proposed already: one click. */
export function RequestCard({ request }: { request: MarkRequest }) {
  const { t } = useTranslation();
  const label = useCodeLabel(request.codeSet);
  const answer = useAnswerRequest();
  const { id, kind, by, code, proposed, text } = request;
  const [right, setRight] = useState('');
  const [declining, setDeclining] = useState(false);
  const asks = t(`family.request.${kind}`, { name: by });
  const wanted = proposed?.code ?? right;
  const now = code === null ? t('family.request.unmarked') : t('family.request.mark', { code: label(code) });
  return (
    <article className={classes.request}>
      <div>
        <b>{by === request.pupilName ? asks : `${request.pupilName} · ${asks}`}</b>
        <p>
          <Link to={`/registers/${request.registerId}`}>
            {`${request.className}, ${shortDay(request.date)} ${request.starts}`}
          </Link>
        </p>
        <p className="soft">
          {proposed === null || code === null
            ? now
            : t('family.request.wants', { code: label(code), proposed: label(proposed.code) })}
        </p>
      </div>
      <blockquote>{text}</blockquote>
      <div className={classes.answer}>
        {proposed === null ? (
          <NativeSelect
            size="md"
            label={t('family.request.correctAs')}
            value={right}
            onChange={(event) => setRight(event.currentTarget.value)}
            data={[
              { value: '', label: '–' },
              ...codesOf(request.codeSet)
                .filter(({ letter }) => letter !== code)
                .map(({ letter }) => ({ value: letter, label: `${letter} · ${label(letter)}` })),
            ]}
          />
        ) : null}
        <Button
          disabled={wanted === ''}
          loading={answer.isPending}
          onClick={() => answer.mutate({ id, answer: { decision: 'correct', code: wanted } })}
        >
          {proposed === null
            ? t('family.request.correct')
            : t('family.request.correctTo', { code: label(proposed.code) })}
        </Button>
        <Button variant="default" onClick={() => setDeclining(true)}>
          {t('family.request.decline')}
        </Button>
      </div>
      <Refusal error={answer.error} />
      <DeclineDialog
        opened={declining}
        title={t('family.request.declineTitle')}
        label={t('family.request.declineText')}
        description={t('family.request.declineMore')}
        action={t('family.request.declineSend')}
        close={() => setDeclining(false)}
        send={(said) => answer.mutate({ id, answer: { decision: 'decline', answer: said } })}
      />
    </article>
  );
}
