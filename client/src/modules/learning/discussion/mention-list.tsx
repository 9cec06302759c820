import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useId, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './discussion.module.css';
import { mentionableQuery } from './discussion.queries';

export interface Picked {
  personId: string;
  name: string;
}

/** The name that is being typed after an @, up to the caret; null when none is. */
export function typedName(text: string, caret: number): string | null {
  const found = /(?:^|[\s(])@([\p{L}\p{M}\p{N}.'’-]*(?: [\p{L}\p{M}\p{N}'’-]*)?)$/u.exec(
    text.slice(0, caret),
  );
  return found?.[1] ?? null;
}

interface MentionListProps {
  courseId: string;
  q: string;
  list: RefObject<HTMLUListElement | null>;
  pick: (person: Picked) => void;
  /** back to the text */
  leave: () => void;
}

/** People of the course who could be meant; the arrow down leads here from the text. */
export function MentionList({ courseId, q, list, pick, leave }: MentionListProps) {
  const { t } = useTranslation();
  const label = useId();
  const [asked] = useDebouncedValue(q, 200);
  const { data } = useQuery(mentionableQuery(courseId, asked));
  const people = data?.people ?? [];
  const move = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') leave();
    if (step === undefined) return;
    event.preventDefault();
    const all = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = all[all.indexOf(event.currentTarget) + step];
    if (next === undefined) leave();
    else next.focus();
  };
  return (
    <div className={classes.mentions}>
      <p id={label} role="status" className="soft">
        {people.length === 0 && data !== undefined
          ? t('learning.discussion.nobody')
          : t('learning.discussion.choose', { count: people.length })}
      </p>
      {people.length === 0 ? null : (
        <ul ref={list} aria-labelledby={label}>
          {people.map(({ personId, name, staff }) => (
            <li key={personId}>
              <button type="button" onClick={() => pick({ personId, name })} onKeyDown={move}>
                {name}
                {staff ? <small>{t('learning.discussion.staff')}</small> : null}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
