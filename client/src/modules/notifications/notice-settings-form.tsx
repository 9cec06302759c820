import { Button, NativeSelect } from '@mantine/core';
import {
  mailChoices,
  noticeCategories,
  type MailChoice,
  type NoticeChoices,
  type NoticeSettings,
} from '@quad/shared/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorKey } from '../../platform/api-error';
import page from '../../platform/ui/page.module.css';
import { QuietHours } from '../../platform/ui/quiet-hours';
import classes from './notice-settings.module.css';

type Row = NoticeSettings['rows'][number];

interface FormProps {
  settings: NoticeSettings;
  busy: boolean;
  error: unknown;
  save: (choices: NoticeChoices) => void;
}

export function NoticeSettingsForm({ settings, busy, error, save }: FormProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(settings);
  const change = (row: Row): void =>
    setWanted({ ...wanted, rows: wanted.rows.map((each) => (each.kind === row.kind ? row : each)) });
  const { quietFrom, quietTo, email, digestTime } = wanted;
  const chosen = Object.fromEntries(
    wanted.rows.filter(({ locked }) => !locked).map(({ kind, app, mail }) => [kind, { app, mail }]),
  );
  return (
    <form
      className={page.stack}
      onSubmit={(event) => {
        event.preventDefault();
        save({ chosen, quietFrom, quietTo });
      }}
    >
      <p className={email === null ? classes.warning : 'soft'}>
        {email === null ? t('notices.settings.noMail') : t('notices.settings.mailTo', { email })}
      </p>
      {noticeCategories.map((category) => {
        const rows = wanted.rows.filter((row) => row.category === category);
        return rows.length === 0 ? null : (
          <section key={category} className={page.padded} aria-labelledby={category}>
            <h2 id={category}>{t(`notices.settings.category.${category}`)}</h2>
            {rows.map((row) => (
              <Kind key={row.kind} row={row} digestTime={digestTime} change={change} />
            ))}
          </section>
        );
      })}
      <fieldset className={classes.quiet}>
        <legend>{t('notices.settings.quiet')}</legend>
        <p className="soft">{t('notices.settings.quietMore')}</p>
        <QuietHours
          hours={wanted}
          labels={{
            quietFrom: t('notices.settings.quietFrom'),
            quietTo: t('notices.settings.quietTo'),
          }}
          change={(hours) => setWanted({ ...wanted, ...hours })}
        />
      </fieldset>
      {error === null ? null : (
        <p role="alert" className={classes.warning}>
          {t(errorKey(error))}
        </p>
      )}
      <Button
        type="submit"
        className={classes.save}
        loading={busy}
        disabled={JSON.stringify(wanted) === JSON.stringify(settings)}
      >
        {t('notices.settings.save')}
      </Button>
    </form>
  );
}

interface KindProps {
  row: Row;
  digestTime: string;
  change: (row: Row) => void;
}

function Kind({ row, digestTime, change }: KindProps) {
  const { t } = useTranslation();
  const kind = t(`notices.settings.kind.${row.kind}`);
  return (
    <div className={classes.kind}>
      <h3>{kind}</h3>
      {row.locked ? (
        <p className="soft">{t('notices.settings.locked')}</p>
      ) : (
        <div className={classes.ways}>
          <label className={classes.app}>
            <input
              type="checkbox"
              checked={row.app}
              aria-label={t('notices.settings.appOf', { kind })}
              onChange={({ currentTarget: { checked } }) => change({ ...row, app: checked })}
            />
            {t('notices.settings.app')}
          </label>
          <NativeSelect
            size="md"
            label={t('notices.settings.mail')}
            aria-label={t('notices.settings.mailOf', { kind })}
            className={classes.mail}
            value={row.mail}
            data={mailChoices.map((value) => ({
              value,
              label: t(`notices.settings.choice.${value}`, { time: digestTime }),
            }))}
            onChange={({ currentTarget: { value } }) => change({ ...row, mail: value as MailChoice })}
          />
        </div>
      )}
    </div>
  );
}
