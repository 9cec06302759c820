import { assignmentContract } from '@quad/shared/learning';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useNow } from '../../../platform/clock';
import { Loaded } from '../../schools/ui/loaded';
import { useToast } from '../../schools/ui/use-toast';
import { HtmlView } from '../learn/html-view';
import classes from './assignments.module.css';
import { useGradeChange, useSubmission } from './assignments.queries';
import { Comments } from './comments';
import { GradeForm } from './grade-form';
import { HandIns } from './hand-ins';
import { SubmissionChip } from './submission-state';

interface GradePanelProps {
  courseId: string;
  lessonId: string;
  personId: string;
}

/** One learner's work beside its grade; N goes to the next that waits. */
export function GradePanel({ courseId, lessonId, personId }: GradePanelProps) {
  const { t } = useTranslation();
  const now = useNow();
  const [, setSearch] = useSearchParams();
  const work = useSubmission(courseId, lessonId, personId);
  const comment = useGradeChange(assignmentContract.commentSubmission, courseId);
  const { done, toast } = useToast();
  const params = { courseId, lessonId, personId };
  const nextId = work.data?.nextId ?? null;
  const next = (): void => {
    if (nextId === null) done(t('learning.assignments.grade.allDone'));
    else
      setSearch((before) => {
        const after = new URLSearchParams(before);
        after.set('person', nextId);
        return after;
      });
  };
  useNextKey(next);
  return (
    <>
      <Loaded query={work} heights={[60, 280]}>
        {(found) => {
          const { name, state, handIns, comments, timeZone, mayEdit, assignment } = found;
          return (
            <div className={classes.stack}>
              <div className={classes.head}>
                <h2>{name}</h2>
                <SubmissionChip
                  state={state}
                  lateDays={handIns.at(-1)?.lateDays ?? 0}
                  overdue={assignment.dueAt !== null && now > assignment.dueAt}
                />
              </div>
              <div className={classes.sides}>
                <div className={classes.stack}>
                  <section className={classes.card} aria-label={t('learning.assignments.grade.work')}>
                    {handIns.length === 0 ? (
                      <p className="soft">{t('learning.assignments.grade.nothing')}</p>
                    ) : (
                      <HandIns handIns={handIns} timeZone={timeZone} />
                    )}
                  </section>
                  <details className={classes.card}>
                    <summary>{t('learning.assignments.grade.asked')}</summary>
                    <HtmlView html={assignment.html} />
                  </details>
                  <Comments
                    comments={comments}
                    timeZone={timeZone}
                    hint={t('learning.assignments.comments.toLearner')}
                    {...(mayEdit && {
                      say: (text, outcome) => comment.mutate({ params, body: { text } }, outcome),
                    })}
                  />
                </div>
                <div className={classes.aside}>
                  <GradeForm work={found} courseId={courseId} lessonId={lessonId} next={next} />
                </div>
              </div>
            </div>
          );
        }}
      </Loaded>
      {toast}
    </>
  );
}

/** N, where nobody is typing. */
function useNextKey(next: () => void): void {
  const onNext = useEffectEvent(next);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event;
      const typing = target instanceof HTMLElement && target.closest('input, textarea, select') !== null;
      if (event.key.toLowerCase() !== 'n' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      onNext();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
