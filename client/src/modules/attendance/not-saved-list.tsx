import { Button } from '@mantine/core';
import type { NotSaved } from '@quad/shared/attendance';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeAt } from '../../platform/dates';
import { useMarksSaid } from './marks-said';
import { canHelp, whyNotSaved, type RefusingRegister } from './not-saved';
import classes from './not-saved-list.module.css';

interface NotSavedListProps {
  items: readonly NotSaved[];
  /** the register they were meant for, as this device last saw it; null when it never has */
  register: RefusingRegister | null;
  names: Readonly<Record<string, string>>;
  /** “Not saved”, where several lists stand on one page: which register */
  title?: ReactNode;
  /** the person may mark this register now */
  mayMark: boolean;
  /** and open it again */
  mayReopen?: boolean;
  /** does these again, as of now; null where that cannot be done from here */
  retry: ((items: readonly NotSaved[]) => void) | null;
  dismiss: (mids: readonly string[]) => void;
}

/** What the server refused for good, and why; it stays until somebody has read it. */
export function NotSavedList(props: NotSavedListProps) {
  const { items, register, title, mayMark } = props;
  const { t } = useTranslation();
  const heading = useId();
  if (items.length === 0) return null;
  // many marks are mostly refused for one reason, which is then said once
  const groups = new Map<Why, NotSaved[]>();
  for (const item of items) {
    const why = whyNotSaved(item, register, mayMark);
    groups.set(why, [...(groups.get(why) ?? []), item]);
  }
  return (
    <section className={classes.list} aria-labelledby={heading}>
      <h2 id={heading}>
        <IconAlertTriangle size={18} aria-hidden="true" />
        {title ?? t('inLine.notSaved.title')}
      </h2>
      {[...groups].map(([why, group]) => (
        <Refused key={why} {...props} why={why} items={group} />
      ))}
    </section>
  );
}

type Why = ReturnType<typeof whyNotSaved>;

interface RefusedProps extends NotSavedListProps {
  why: Why;
}

function Refused({ why, items, register, names, mayMark, mayReopen, retry, dismiss }: RefusedProps) {
  const { t } = useTranslation();
  const said = useMarksSaid(register?.codeSet ?? 'international', names);
  const statusSet = register?.statusSet;
  const helped = retry === null ? [] : items.filter((item) => canHelp(item, register, mayMark));
  const mids = items.map(({ action }) => action.mid);
  return (
    <>
      <p>
        {t(`inLine.notSaved.why.${why}`, {
          className: register?.className ?? t('inLine.notSaved.thisRegister'),
          name: names[statusSet?.by ?? ''] ?? t('attendance.somebody'),
          time: register === null || statusSet === undefined ? '' : timeAt(statusSet.at, register.timeZone),
          reason: items[0]?.reason,
        })}{' '}
        {why === 'closed' || why === 'closedBy'
          ? t(mayReopen === true ? 'inLine.notSaved.reopenIt' : 'attendance.askOffice')
          : null}
      </p>
      <ul>
        {items.map((item) => {
          const what =
            item.action.kind === 'mark'
              ? said(item.action.changes)
              : t(`inLine.notSaved.kind.${item.action.kind}`);
          return (
            <li key={item.action.mid}>
              <span>{what}</span>
              <span className={classes.buttons}>
                {helped.includes(item) ? (
                  <Button
                    variant="outline"
                    aria-label={t('inLine.notSaved.retryOne', { what })}
                    onClick={() => retry?.([item])}
                  >
                    {t('action.retry')}
                  </Button>
                ) : null}
                <Button
                  variant="subtle"
                  aria-label={t('inLine.notSaved.dismissOne', { what })}
                  onClick={() => dismiss([item.action.mid])}
                >
                  {t('action.dismiss')}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
      {items.length === 1 ? null : (
        <div className={classes.all}>
          {helped.length < 2 ? null : (
            <Button variant="outline" onClick={() => retry?.(helped)}>
              {t('inLine.notSaved.retryAll', { count: helped.length })}
            </Button>
          )}
          <Button variant="subtle" onClick={() => dismiss(mids)}>
            {t('inLine.notSaved.dismissAll', { count: items.length })}
          </Button>
        </div>
      )}
    </>
  );
}
