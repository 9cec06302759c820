import type { OwnMark, StudentAttendance } from '@quad/shared/attendance';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatPercent, longDay, timeAt } from '../../platform/dates';
import { useCountWords } from '../../platform/ui/category-bar';
import page from '../../platform/ui/page.module.css';
import { useCodeLabel } from './code-words';
import { MarkLetter } from './mark-letter';
import { useMarkWords } from './mark-words';
import { latestMark, marksOf, termTally } from './student';
import classes from './student-page.module.css';
import { StudentRing } from './student-ring';

/** Says that a mark is wrong; null where the person looking may not. */
export type Wrong = ((mark: OwnMark) => void) | null;

/** The term in one figure, and the last thing that happened. */
export function TermCard({ own }: { own: StudentAttendance }) {
  const { t } = useTranslation();
  const label = useCodeLabel(own.codeSet);
  const words = useCountWords();
  const { counts, present, marked } = termTally(own);
  const latest = latestMark(marksOf(own, own.today));
  return (
    <section className={classes.term} aria-label={t('attendance.term')}>
      <StudentRing
        part={marked === 0 ? null : present / marked}
        label={formatPercent(present, marked) ?? '–'}
      />
      <div>
        <h2 className="num">
          {marked === 0 ? t('attendance.nothingYet') : t('attendance.lessonsOf', { count: marked, present })}
        </h2>
        <p className="soft num">
          {words(['late', 'absent', 'excused'], counts) === t('count.none')
            ? t('attendance.alwaysThere')
            : words(['late', 'absent', 'excused'], counts)}
        </p>
        <div role="status">
          {latest?.at == null || latest.code === null ? null : (
            <p className={classes.latest}>
              {t('attendance.markedAt', {
                code: label(latest.code).toLowerCase(),
                time: timeAt(latest.at, own.timeZone),
              })}
            </p>
          )}
        </div>
      </div>
    </section>
  );
}

/** Today's timetable with the mark of each lesson. */
export function LessonsCard({ own, wrong }: { own: StudentAttendance; wrong: Wrong }) {
  const { t } = useTranslation();
  return (
    <section className={page.padded}>
      <h2>{longDay(own.today)}</h2>
      {own.lessons.length === 0 ? <p className={classes.quiet}>{t('attendance.noLessonsToday')}</p> : null}
      <LessonList own={own} wrong={wrong} />
    </section>
  );
}

export function LessonList({ own, wrong }: { own: StudentAttendance; wrong: Wrong }) {
  const words = useMarkWords(own.codeSet);
  const marks = new Map(marksOf(own, own.today).map((mark) => [mark.registerId, mark]));
  return (
    <ul className={classes.lessons}>
      {own.lessons.map((lesson) => {
        const mark = marks.get(lesson.registerId);
        return (
          <li key={lesson.registerId}>
            <b className="num">{lesson.starts}</b>
            <span>
              {lesson.className}
              <span className={classes.sub}>
                {[lesson.room, mark === undefined ? '' : words(mark)]
                  .filter((part) => part !== null && part !== '')
                  .join(' · ')}
              </span>
            </span>
            <span className={classes.marked}>
              {mark === undefined ? null : <WrongButton mark={mark} wrong={wrong} />}
              <MarkLetter set={own.codeSet} code={mark?.code ?? null} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

export function WrongButton({ mark, wrong }: { mark: OwnMark; wrong: Wrong }) {
  const { t } = useTranslation();
  if (wrong === null || mark.code === null) return null;
  const lesson = `${mark.className} ${mark.starts}`;
  return (
    <button
      type="button"
      className={classes.wrong}
      aria-label={t('family.wrong.open', { lesson })}
      onClick={() => wrong(mark)}
    >
      <IconDots size={20} aria-hidden="true" />
    </button>
  );
}
