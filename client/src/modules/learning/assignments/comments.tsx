import { Button, Textarea } from '@mantine/core';
import type { SubmissionComment } from '@quad/shared/learning';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { momentAt } from '../../../platform/dates';
import { useRefusalText } from '../video/refusal-text';
import classes from './assignments.module.css';

interface CommentsProps {
  comments: readonly SubmissionComment[];
  timeZone: string;
  hint: string;
  /** left out where nothing can be written */
  say?: (text: string, outcome: { onSuccess: () => void; onError: (error: unknown) => void }) => void;
}

/** What learner and teachers say to each other about a piece of work. */
export function Comments({ comments, timeZone, hint, say }: CommentsProps) {
  const { t } = useTranslation();
  const words = useRefusalText();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (text.trim() === '' || pending) return;
    setPending(true);
    say?.(text.trim(), {
      onSuccess: () => {
        setText('');
        setRefused(null);
        setPending(false);
      },
      // what was written stays in the field
      onError: (error) => {
        setRefused(error);
        setPending(false);
      },
    });
  };
  return (
    <section className={classes.card} aria-label={t('learning.assignments.comments.title')}>
      <h2>{t('learning.assignments.comments.title')}</h2>
      {comments.length === 0 ? null : (
        <ul className={classes.stack}>
          {comments.map(({ id, by, at, text: said, mine }) => (
            <li key={id} className={classes.comment} data-mine={mine}>
              <span className="soft num">
                {by} · {momentAt(at, timeZone)}
              </span>
              <span className={classes.text} dir="auto">
                {said}
              </span>
            </li>
          ))}
        </ul>
      )}
      {say === undefined ? null : (
        <form onSubmit={submit} className={classes.stack}>
          <Textarea
            label={t('learning.assignments.comments.write')}
            description={hint}
            inputWrapperOrder={['label', 'input', 'description']}
            maxLength={4_000}
            rows={2}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {refused === null ? null : (
            <p role="alert" className={classes.refusal}>
              {words(refused)}
            </p>
          )}
          <span className={classes.actions}>
            <Button type="submit" variant="default" loading={pending} disabled={text.trim() === ''}>
              {t('learning.assignments.comments.send')}
            </Button>
          </span>
        </form>
      )}
    </section>
  );
}
