import { Button, NativeSelect, TextInput } from '@mantine/core';
import { addDays } from '@quad/shared/platform';
import { classesContract, type ClassDetails, type SchoolCalendar } from '@quad/shared/schools';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../../platform/api-error';
import { formatDay } from '../../../platform/dates';
import { dayWords } from '../ui/day-words';
import { useCalendar, useChange } from '../admin.queries';
import classes from '../ui/admin.module.css';
import { FormDialog } from '../ui/form-dialog';
import { Loaded } from '../ui/loaded';
import type { Sayer } from '../ui/use-toast';

interface TimetableSectionProps {
  schoolClass: ClassDetails;
  sayer: Sayer;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** 1 Monday … 7 Sunday; the first of a month that began on a Monday. */
const weekdayName = (weekday: number): string =>
  formatDay(addDays('2024-01-01', weekday - 1), { weekday: 'long' });

export function TimetableSection({ schoolClass, sayer }: TimetableSectionProps) {
  const { t } = useTranslation();
  const { schoolId, lessons } = schoolClass;
  const [adding, setAdding] = useState(false);
  const change = useChange(classesContract.endLesson);
  const move = (lessonId: string, to: null | undefined, words: string, undo?: () => void): void =>
    change.mutate(
      { params: { schoolId, lessonId }, body: to === null ? { to } : {} },
      { onSuccess: () => sayer.done(words, undo), onError: sayer.refused },
    );
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <h2>{t('admin.classes.tab.timetable')}</h2>
        <Button onClick={() => setAdding(true)}>{t('admin.classes.addLesson')}</Button>
      </div>
      {lessons.length === 0 ? <p className="soft">{t('admin.classes.noLessons')}</p> : null}
      <ul className={classes.rows}>
        {lessons.map(({ lessonId, weekday, periodName, starts, ends, room, from, to }) => (
          <li key={lessonId}>
            <span className={classes.words}>
              {`${weekdayName(weekday)}, ${periodName}`}
              <small className="num">
                {[
                  `${starts}–${ends}`,
                  room ?? t('admin.noRoom'),
                  t('admin.since', { day: dayWords(from) }),
                ].join(' · ')}
                {to === null ? '' : ` · ${t('admin.lastDayOn', { day: dayWords(to) })}`}
              </small>
            </span>
            {to === null ? (
              <Button
                variant="subtle"
                aria-label={`${t('admin.end')}: ${weekdayName(weekday)}, ${periodName}`}
                onClick={() =>
                  move(lessonId, undefined, t('admin.classes.lessonEnded'), () =>
                    move(lessonId, null, t('admin.undone')),
                  )
                }
              >
                {t('admin.end')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? (
        <AddLessonDialog schoolClass={schoolClass} sayer={sayer} close={() => setAdding(false)} />
      ) : null}
    </section>
  );
}

function AddLessonDialog(props: TimetableSectionProps & { close: () => void }) {
  const { t } = useTranslation();
  const calendar = useCalendar(props.schoolClass.schoolId);
  const [lesson, setLesson] = useState({ weekday: 1, period: '', room: props.schoolClass.room ?? '' });
  const add = useChange(classesContract.addLesson);
  const [asked, setAsked] = useState<typeof lesson | null>(null);
  // the warning was about the lesson that was sent, not about one that was changed since
  const isBusy =
    asked === lesson && add.error instanceof ApiError && add.error.about.reason === 'teacherBusy';
  const bells: SchoolCalendar['bells'] = calendar.data?.bells ?? [];
  const period = lesson.period === '' ? (bells[0]?.period ?? '') : lesson.period;
  const submit = (): void => {
    const { schoolId, classId } = props.schoolClass;
    const onSuccess = (): void => {
      props.sayer.done(t('admin.classes.lessonAdded'));
      props.close();
    };
    const body = { weekday: lesson.weekday, period, room: lesson.room.trim() || null, force: isBusy };
    setAsked(lesson);
    add.mutate({ params: { schoolId, classId }, body }, { onSuccess });
  };
  return (
    <FormDialog
      title={t('admin.classes.addLesson')}
      close={props.close}
      submit={submit}
      pending={add.isPending}
      error={add.error}
      label={t(isBusy ? 'admin.classes.anyway' : 'admin.add')}
      disabled={period === ''}
    >
      <Loaded query={calendar} heights={[60]}>
        {() => (
          <div className={classes.form}>
            {bells.length === 0 ? <p>{t('admin.classes.noBells')}</p> : null}
            <NativeSelect
              label={t('admin.classes.weekday')}
              size="md"
              data={weekdays.map((weekday) => ({ value: String(weekday), label: weekdayName(weekday) }))}
              value={String(lesson.weekday)}
              onChange={(event) => setLesson({ ...lesson, weekday: Number(event.currentTarget.value) })}
            />
            <NativeSelect
              label={t('admin.classes.period')}
              size="md"
              data={bells.map(({ period: value, name, starts }) => ({ value, label: `${name}, ${starts}` }))}
              value={period}
              onChange={(event) => setLesson({ ...lesson, period: event.currentTarget.value })}
            />
            <TextInput
              label={t('admin.classes.room')}
              maxLength={40}
              value={lesson.room}
              onChange={(event) => setLesson({ ...lesson, room: event.currentTarget.value })}
            />
          </div>
        )}
      </Loaded>
    </FormDialog>
  );
}
