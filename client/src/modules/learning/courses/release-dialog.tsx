import { Button, NativeSelect, TextInput } from '@mantine/core';
import { lessonsOf, type Lesson, type ReleaseRule, type Structure } from '@quad/shared/learning';
import { instantOf, wallClock } from '@quad/shared/platform';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../platform/clock';
import { useMe } from '../../../platform/session';
import admin from '../../schools/ui/admin.module.css';
import { FormDialog } from '../../schools/ui/form-dialog';
import classes from './release-dialog.module.css';

interface ReleaseDialogProps {
  lesson: Lesson;
  modules: Structure;
  save: (rules: ReleaseRule[]) => boolean;
  close: () => void;
}

type LessonRule = Extract<ReleaseRule, { lessonId: string }>;

/** What must be so before a learner gets into the lesson; all of it. */
export function ReleaseDialog({ lesson, modules, save, close }: ReleaseDialogProps) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const from = lesson.release.find((rule) => rule.kind === 'from');
  const start = from === undefined ? null : wallClock(from.at, timeZone);
  const [previous, setPrevious] = useState(lesson.release.some(({ kind }) => kind === 'previous'));
  const [date, setDate] = useState(start?.date ?? '');
  const [time, setTime] = useState(start?.time ?? '08:00');
  const [waits, setWaits] = useState(lesson.release.filter((rule) => 'lessonId' in rule));
  const all = lessonsOf(modules);
  const before = all.slice(
    0,
    all.findIndex(({ id }) => id === lesson.id),
  );
  const others = before.filter(({ kind }) => kind === 'video' || kind === 'quiz' || kind === 'assignment');
  const submit = (): void => {
    const isSaved = save([
      ...(date === '' || time === '' ? [] : [{ kind: 'from' as const, at: instantOf(date, time, timeZone) }]),
      ...(previous ? [{ kind: 'previous' as const }] : []),
      ...waits,
    ]);
    if (isSaved) close();
  };
  const change = (at: number, rule: LessonRule): void =>
    setWaits(waits.map((each, index) => (index === at ? rule : each)));
  const [other] = others.filter(({ id }) => !waits.some(({ lessonId }) => lessonId === id));
  return (
    <FormDialog
      title={t('learning.courses.releaseOf', { title: lesson.title })}
      close={close}
      submit={submit}
      pending={false}
      error={null}
    >
      <p className="soft">{t('learning.courses.releaseHint')}</p>
      <label className={admin.tick}>
        <input
          type="checkbox"
          checked={previous}
          onChange={(event) => setPrevious(event.currentTarget.checked)}
        />
        {t('learning.courses.rule.previous')}
      </label>
      <div className={admin.pair}>
        <TextInput
          type="date"
          label={t('learning.courses.rule.from')}
          description={t('learning.courses.rule.fromHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          min={wallClock(clock.now(), timeZone).date}
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label={t('learning.courses.rule.time')}
          disabled={date === ''}
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
      </div>
      {waits.map((rule, at) => (
        <fieldset key={`${rule.lessonId} ${String(at)}`} className={classes.rule}>
          <legend className="hidden-text">{t('learning.courses.rule.after')}</legend>
          <NativeSelect
            size="md"
            label={t('learning.courses.rule.after')}
            data={others.map(({ id, title }) => ({ value: id, label: title }))}
            value={rule.lessonId}
            onChange={(event) => change(at, ruleFor(others, event.currentTarget.value, rule.share))}
          />
          <TextInput
            type="number"
            min={1}
            max={100}
            step={1}
            label={t(`learning.courses.rule.${rule.kind}`)}
            value={Math.round(rule.share * 100)}
            onChange={(event) => change(at, { ...rule, share: shareOf(event.currentTarget.value) })}
          />
          <Button variant="default" onClick={() => setWaits(waits.filter((_, index) => index !== at))}>
            {t('learning.courses.rule.remove')}
          </Button>
        </fieldset>
      ))}
      {other === undefined || waits.length >= 4 ? null : (
        <Button
          variant="default"
          onClick={() => setWaits([...waits, ruleFor(others, other.id, other.kind === 'video' ? 0.9 : 0.5)])}
        >
          {t('learning.courses.rule.add')}
        </Button>
      )}
    </FormDialog>
  );
}

/** A video is watched, the others are scored. */
function ruleFor(lessons: readonly Lesson[], lessonId: string, share: number): LessonRule {
  const kind = lessons.find(({ id }) => id === lessonId)?.kind === 'video' ? 'watched' : 'score';
  return { kind, lessonId, share };
}

function shareOf(percent: string): number {
  const number = Number(percent);
  return Number.isFinite(number) ? Math.min(100, Math.max(0, Math.round(number))) / 100 : 0;
}
