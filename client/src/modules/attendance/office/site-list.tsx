import type { OnSite } from '@quad/shared/attendance';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './site-list.module.css';
import { stateOf, type Word } from './site';

interface SiteListProps {
  people: OnSite['people'];
  words: ReadonlyMap<string, Word>;
  isOn: boolean;
  tap: (personId: string, safe: boolean) => void;
}

/** Everybody on a roll today. While a roll-call is on, the whole row says “safe”, and takes it back when pressed again. */
export function SiteList({ people, words, isOn, tap }: SiteListProps) {
  const { t } = useTranslation();
  return (
    <ul className={classes.list} aria-label={t('attendance.pupils')}>
      {people.map((person) => {
        const state = stateOf(person, words);
        const safe = state === 'safe';
        const row = <Row person={person} state={state} isOn={isOn} word={words.get(person.personId)} />;
        return (
          <li key={person.personId} data-state={state}>
            {isOn ? (
              <button
                type="button"
                className={classes.row}
                aria-pressed={safe}
                onClick={() => tap(person.personId, !safe)}
              >
                {row}
              </button>
            ) : (
              <div className={classes.row}>{row}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

interface RowProps {
  person: OnSite['people'][number];
  state: ReturnType<typeof stateOf>;
  isOn: boolean;
  word: Word | undefined;
}

function Row({ person: { name, seen }, state, isOn, word }: RowProps) {
  const { t } = useTranslation();
  const words = !isOn && state === 'missing' ? 'onSite' : state;
  const waiting = word !== undefined && word.by === null;
  return (
    <>
      <span className={classes.box} aria-hidden="true" data-waiting={waiting || undefined}>
        {state === 'safe' ? <IconCheck size={20} stroke={3} /> : null}
      </span>
      <span className={classes.words}>
        <b>{name}</b>
        <span className={classes.sub}>
          {seen === null
            ? t('office.site.unseen')
            : [seen.className, seen.room, seen.starts]
                .filter((part) => part !== null && part !== '')
                .join(' · ')}
        </span>
      </span>
      <span className={classes.state}>
        {t(`office.site.state.${words}`)}
        {word?.by == null ? null : <small>{word.by}</small>}
        {waiting ? <small>{t('office.site.unsent')}</small> : null}
      </span>
    </>
  );
}
