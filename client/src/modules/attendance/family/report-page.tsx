import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { absenceFile, absenceKinds, type AbsenceKind, type ChildCard } from '@quad/shared/attendance';
import { addDays, wallClock } from '@quad/shared/platform';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useNow } from '../../../platform/clock';
import { ErrorNotice, Notice } from '../../../platform/ui/notice';
import { ConnectionChip } from '../../../platform/ui/connection-chip';
import { PageHeader } from '../../../platform/ui/page-header';
import page from '../../../platform/ui/page.module.css';
import { SkeletonRows } from '../../../platform/ui/skeletons';
import { isAcceptable } from './absence-file';
import { useLiveChildren } from './family.live';
import { useReportAbsence } from './family.queries';
import { Refusal } from './refusal';
import classes from './report-page.module.css';

/** Reports an absence. Everything is chosen already for “today, ill”: then one tap sends it. */
export function ReportPage() {
  const { t } = useTranslation();
  const children = useLiveChildren();
  return (
    <div className={page.page}>
      <PageHeader
        title={t('family.report')}
        chip={<ConnectionChip asOf={undefined} failed={children.isError} />}
      />
      {children.data === undefined ? (
        children.isError ? (
          <ErrorNotice error={children.error} retry={() => void children.refetch()} />
        ) : (
          <SkeletonRows heights={[60, 60, 120, 46]} />
        )
      ) : children.data.length === 0 ? (
        <div className={page.card}>
          <Notice title={t('family.noChildren')}>{t('family.noChildrenHint')}</Notice>
        </div>
      ) : (
        <ReportForm childCards={children.data} />
      )}
    </div>
  );
}

const whens = ['today', 'tomorrow', 'days'] as const;
type When = (typeof whens)[number];

function ReportForm({ childCards }: { childCards: readonly ChildCard[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const child = childCards.find(({ pupil }) => pupil === search.get('pupil')) ?? childCards[0];
  const today = wallClock(useNow(), child?.timeZone ?? 'UTC').date;
  const [when, setWhen] = useState<When>('today');
  const [days, setDays] = useState({ from: '', to: '' });
  const [reasonKind, setKind] = useState<AbsenceKind>('illness');
  const [text, setText] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const report = useReportAbsence();
  if (child === undefined) return null;

  const single = when === 'today' ? today : addDays(today, 1);
  const { from, to } =
    when === 'days'
      ? { from: days.from, to: days.to === '' ? days.from : days.to }
      : { from: single, to: single };
  const wrongFile = file !== null && !isAcceptable(file);
  const send = (): void =>
    report.mutate(
      { pupilId: child.pupil, from, to, reasonKind, text: text.trim(), file },
      { onSuccess: ({ id }) => void navigate('/family', { replace: true, state: { reported: id } }) },
    );

  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {childCards.length < 2 ? null : (
        <Choice legend={t('family.form.child')}>
          <SegmentedControl
            fullWidth
            aria-label={t('family.form.child')}
            value={child.pupil}
            onChange={(pupil) => setSearch({ pupil }, { replace: true })}
            data={childCards.map(({ pupil, name }) => ({ value: pupil, label: name.split(' ')[0] ?? name }))}
          />
        </Choice>
      )}
      <Choice legend={t('family.form.when')}>
        <SegmentedControl
          fullWidth
          aria-label={t('family.form.when')}
          value={when}
          onChange={setWhen}
          data={whens.map((value) => ({ value, label: t(`family.form.${value}`) }))}
        />
        {when === 'days' ? (
          <div className={classes.days}>
            <TextInput
              type="date"
              label={t('family.form.from')}
              value={days.from}
              onChange={(event) => setDays({ ...days, from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('family.form.to')}
              value={days.to}
              min={days.from}
              onChange={(event) => setDays({ ...days, to: event.currentTarget.value })}
            />
          </div>
        ) : null}
      </Choice>
      <Choice legend={t('family.form.why')}>
        <div className={classes.kinds}>
          {absenceKinds.map((kind) => (
            <label key={kind}>
              <input type="radio" name="kind" checked={reasonKind === kind} onChange={() => setKind(kind)} />
              {t(`family.kind.${kind}`)}
            </label>
          ))}
        </div>
      </Choice>
      <Textarea
        label={t('family.form.text')}
        description={t('family.form.textMore')}
        value={text}
        maxLength={500}
        rows={2}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <label className={classes.file}>
        {t('family.form.file')}
        <span className="soft">{t('family.form.fileMore')}</span>
        <input
          type="file"
          accept={absenceFile.types.join(',')}
          aria-invalid={wrongFile}
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      {wrongFile ? <p role="alert">{t('family.form.fileWrong')}</p> : null}
      <Refusal error={report.error} />
      <Button type="submit" loading={report.isPending} disabled={from === '' || wrongFile}>
        {t('family.form.send')}
      </Button>
    </form>
  );
}

function Choice({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className={classes.choice}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}
