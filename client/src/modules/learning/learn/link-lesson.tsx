import { IconExternalLink } from '@tabler/icons-react';
import type { BodyOf } from '@quad/shared/learning';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FinishButton } from './finish-button';
import { HtmlView } from './html-view';
import type { LearnSlot } from './learn-slot';
import classes from './lesson-body.module.css';

/** A page elsewhere, which opens beside Quad. */
export function LinkLesson({ lesson, body }: LearnSlot & { body: BodyOf<'link'> }) {
  const { t } = useTranslation();
  return (
    <div className={classes.body}>
      <HtmlView html={body.html} />
      <p className={classes.link}>
        <Button
          component="a"
          href={body.url}
          target="_blank"
          rel="noopener noreferrer"
          variant="outline"
          rightSection={<IconExternalLink size={18} aria-hidden="true" />}
        >
          {t('learning.learn.openLink')}
          <span className="hidden-text"> {t('learning.learn.newTab')}</span>
        </Button>
        <small className="soft">{hostOf(body.url)}</small>
      </p>
      <FinishButton lesson={lesson} />
    </div>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
