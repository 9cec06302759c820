import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLiveQuery } from '../../platform/live-query';
import { useMe } from '../../platform/session';
import { ErrorNotice } from '../../platform/ui/notice';
import { ConnectionChip } from '../../platform/ui/connection-chip';
import { PageHeader } from '../../platform/ui/page-header';
import page from '../../platform/ui/page.module.css';
import { SkeletonRows } from '../../platform/ui/skeletons';
import { UndoToast, type Undoable } from '../../platform/ui/undo-toast';
import { uuid } from '../../platform/uuid';
import { NoticeSettingsForm } from './notice-settings-form';
import classes from './notice-settings.module.css';
import { settingsQuery, useSetNoticeSettings } from './notifications.queries';

/** What reaches a person, how, and when it may disturb them. */
export function NoticeSettingsPage() {
  const { t } = useTranslation();
  const settings = useLiveQuery(settingsQuery, { topics: [`notices:${useMe().personId}`] });
  const change = useSetNoticeSettings();
  const [done, setDone] = useState<Undoable | null>(null);
  return (
    <div className={page.page}>
      <PageHeader
        title={t('notices.settings.title')}
        above={
          <Link to="/notices" className={classes.back}>
            {t('notices.settings.back')}
          </Link>
        }
        chip={<ConnectionChip asOf={undefined} failed={settings.isError} />}
      />
      {settings.data === undefined ? (
        settings.isError ? (
          <ErrorNotice error={settings.error} retry={() => void settings.refetch()} />
        ) : (
          <SkeletonRows heights={[180, 180, 120]} />
        )
      ) : (
        <NoticeSettingsForm
          key={JSON.stringify(settings.data)}
          settings={settings.data}
          busy={change.isPending}
          error={change.error}
          save={(choices) =>
            change.mutate(choices, {
              onSuccess: () => setDone({ id: uuid(), message: t('notices.settings.saved'), undo: null }),
            })
          }
        />
      )}
      <UndoToast done={done} gone={() => setDone(null)} />
    </div>
  );
}
