import { Button } from '@mantine/core';
import type { LessonBody } from '@quad/shared/learning';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { timeAt } from '../../../platform/dates';
import { useMe } from '../../../platform/session';
import { HtmlView } from '../learn/html-view';
import type { AutosaveState } from './autosave';
import classes from './draft-conflict.module.css';

interface DraftConflictProps {
  state: Extract<AutosaveState, { kind: 'conflict' }>;
  resolve: (choice: 'mine' | 'theirs' | 'both') => void;
}

/** Two wrote the same lesson: both versions side by side, and nothing is lost before somebody has chosen. */
export function DraftConflict({ state: { mine, theirs }, resolve }: DraftConflictProps) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  const who = { name: theirs.savedBy, time: timeAt(theirs.savedAt, timeZone) };
  const bothHaveText = mine.html !== '' && theirs.body.html !== '' && mine.html !== theirs.body.html;
  return (
    <section className={classes.conflict} aria-labelledby="two-versions">
      <h2 id="two-versions" ref={head} tabIndex={-1}>
        {t('learning.courses.conflict.title')}
      </h2>
      <p>{t('learning.courses.conflict.sentence', who)}</p>
      <div className={classes.sides}>
        <Side title={t('learning.courses.conflict.mine')} body={mine} other={theirs.body} />
        <Side title={t('learning.courses.conflict.theirs', who)} body={theirs.body} other={mine} />
      </div>
      <div className={classes.choices}>
        {bothHaveText ? (
          <Button onClick={() => resolve('both')}>{t('learning.courses.conflict.useBoth')}</Button>
        ) : null}
        <Button variant={bothHaveText ? 'default' : 'filled'} onClick={() => resolve('mine')}>
          {t('learning.courses.conflict.useMine')}
        </Button>
        <Button variant="default" onClick={() => resolve('theirs')}>
          {t('learning.courses.conflict.useTheirs')}
        </Button>
      </div>
    </section>
  );
}

function Side({ title, body, other }: { title: string; body: LessonBody; other: LessonBody }) {
  const { t } = useTranslation();
  return (
    <article className={classes.side}>
      <h3>{title}</h3>
      {body.kind === 'link' ? <p className={classes.url}>{body.url}</p> : null}
      {body.html === '' ? <p className="soft">{t('learning.courses.conflict.noText')}</p> : null}
      <HtmlView html={body.html} />
      {isOtherwise(body, other) ? <p className="soft">{t('learning.courses.conflict.settings')}</p> : null}
    </article>
  );
}

/** The two differ in more than what is shown. */
function isOtherwise(a: LessonBody, b: LessonBody): boolean {
  const rest = (body: LessonBody): string => JSON.stringify({ ...body, html: '', url: '' });
  return rest(a) !== rest(b);
}
