import type { BodyOf } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import { FinishButton } from './finish-button';
import { HtmlView } from './html-view';
import type { LearnSlot } from './learn-slot';
import classes from './lesson-body.module.css';

/** A lesson to be read. */
export function TextLesson({ lesson, body }: LearnSlot & { body: BodyOf<'text'> }) {
  const { t } = useTranslation();
  return (
    <div className={classes.body}>
      {body.html === '' ? (
        <p className="soft">{t('learning.learn.noText')}</p>
      ) : (
        <HtmlView html={body.html} />
      )}
      <FinishButton lesson={lesson} />
    </div>
  );
}
