import { Button, Textarea } from '@mantine/core';
import { postLetters, withIds } from '@quad/shared/learning';
import { useEffect, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import admin from '../../schools/ui/admin.module.css';
import { useRefusalWords } from '../../schools/ui/refusal-words';
import classes from './discussion.module.css';
import { useKeptText } from './kept-text';
import { MentionList, typedName, type Picked } from './mention-list';

interface ComposerProps {
  courseId: string;
  /** of what is kept while it is written */
  keptAs: string;
  label: string;
  action: string;
  first?: string;
  /** whom `first` names */
  named?: readonly Picked[];
  /** somebody asked for it, so the keyboard goes on here */
  focused?: boolean;
  pending?: boolean;
  /** @param text with ids for names; @param written as it stands in the field; rejects with why it was refused */
  send: (text: string, written: string) => Promise<unknown>;
  cancel?: () => void;
}

/** A field to write a post in. What was not taken is in it again. */
export function Composer({
  courseId,
  keptAs,
  label,
  action,
  first = '',
  named = [],
  ...more
}: ComposerProps) {
  const { focused = false, pending = false, send, cancel } = more;
  const { t } = useTranslation();
  const words = useRefusalWords();
  const [text, setText] = useKeptText(keptAs, first);
  const [picked, setPicked] = useState<readonly Picked[]>(named);
  const [caret, setCaret] = useState(0);
  const [isChoosing, setChoosing] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);
  const typed = isChoosing ? typedName(text, caret) : null;

  const pick = (person: Picked): void => {
    const before = text.slice(0, caret - (typed?.length ?? 0));
    const next = `${before}${person.name} ${text.slice(caret)}`;
    setPicked([...picked, person]);
    setText(next);
    const at = before.length + person.name.length + 1;
    setCaret(at);
    field.current?.focus();
    // once the field has the new text
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
  };
  const submit = (): void => {
    const written = text.trim();
    if (written === '' || pending) return;
    setError(null);
    setText('');
    send(withIds(written, picked), written).catch((refusal: unknown) => {
      setText(written);
      setError(refusal);
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    if (event.key === 'Escape') setChoosing(false);
    if (event.key !== 'ArrowDown' || typed === null) return;
    const button = list.current?.querySelector('button');
    if (button == null) return;
    event.preventDefault();
    button.focus();
  };
  return (
    <form
      className={classes.composer}
      onSubmit={(event: SyntheticEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        ref={field}
        label={label}
        description={t('learning.discussion.hint')}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={postLetters}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setChoosing(true);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {typed === null ? null : (
        <MentionList
          courseId={courseId}
          q={typed}
          list={list}
          pick={pick}
          leave={() => field.current?.focus()}
        />
      )}
      {error === null ? null : (
        <p role="alert" className={admin.refusal}>
          {`${words(error)} ${t('learning.discussion.kept')}`}
        </p>
      )}
      <div className={admin.buttons}>
        <Button type="submit" loading={pending} disabled={text.trim() === ''}>
          {action}
        </Button>
        {cancel === undefined ? null : (
          <Button variant="default" onClick={cancel}>
            {t('action.cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}
