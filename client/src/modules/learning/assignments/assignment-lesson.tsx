import { Button } from '@mantine/core';
import { assignmentContract, pointsOf, type BodyOf, type MySubmission } from '@quad/shared/learning';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../platform/dates';
import { Loaded } from '../../schools/ui/loaded';
import { useToast } from '../../schools/ui/use-toast';
import { HtmlView } from '../learn/html-view';
import type { LearnSlot } from '../learn/learn-slot';
import { useRefusalText } from '../video/refusal-text';
import classes from './assignments.module.css';
import { ownQuery, useGradeChange, useOwnWork } from './assignments.queries';
import { Comments } from './comments';
import { useDueWords } from './due-words';
import { GradeResult } from './grade-result';
import { HandIns } from './hand-ins';
import { RubricView } from './rubric-view';
import { SubmissionChip } from './submission-state';
import { WorkForm } from './work-form';

/** An assignment to hand in. */
export function AssignmentLesson({ course: { courseId }, lesson: { lessonId, body } }: LearnSlot) {
  const work = useOwnWork(courseId, lessonId);
  if (body.kind !== 'assignment') return null;
  return (
    <div className={classes.stack}>
      <HtmlView html={body.html} />
      <Loaded query={work} heights={[90, 220]}>
        {(own) => <Work courseId={courseId} lessonId={lessonId} work={own} body={body} />}
      </Loaded>
    </div>
  );
}

interface WorkProps {
  courseId: string;
  lessonId: string;
  work: MySubmission;
  body: BodyOf<'assignment'>;
}

function Work({ courseId, lessonId, work, body }: WorkProps) {
  const { t } = useTranslation();
  const due = useDueWords();
  const refusal = useRefusalText();
  const client = useQueryClient();
  const { done, toast } = useToast();
  const back = useGradeChange(assignmentContract.takeBack, courseId);
  const comment = useGradeChange(assignmentContract.commentOwn, courseId);
  const { state, grade, timeZone, handIns, comments, mayTakeBack, preview, lateDays } = work;
  const params = { courseId, lessonId };
  const took = (answer: MySubmission): void => {
    client.setQueryData(ownQuery(courseId, lessonId).queryKey, answer);
  };
  const takeBack = (): void =>
    back.mutate({ params }, { onSuccess: took, onError: (error) => done(refusal(error)) });
  const last = handIns.at(-1);
  const of = pointsOf(body);
  return (
    <div className={classes.stack}>
      <div className={classes.facts}>
        {due(body, timeZone, state === 'draft' ? lateDays : 0).map((words, n) => (
          <p key={words} className={n === 0 ? undefined : 'soft'}>
            {words}
          </p>
        ))}
        <p className="soft num">
          {t('learning.assignments.points.count', { count: of, points: formatNumber(of) })}
        </p>
      </div>
      {grade === null ? null : <GradeResult grade={grade} rubric={body.rubric} timeZone={timeZone} />}
      {grade === null && body.rubric.length > 0 ? (
        <details className={classes.card}>
          <summary>{t('learning.assignments.rubricHow')}</summary>
          <RubricView rubric={body.rubric} levels={[]} />
        </details>
      ) : null}
      {state === 'draft' ? (
        <WorkForm key={lessonId} courseId={courseId} lessonId={lessonId} work={work} body={body} />
      ) : (
        <section className={classes.card} aria-label={t('learning.assignments.yours')}>
          <div className={classes.head}>
            <h2>{t('learning.assignments.yours')}</h2>
            <SubmissionChip state={state} lateDays={last?.lateDays ?? 0} />
          </div>
          <HandIns handIns={handIns} timeZone={timeZone} />
          {mayTakeBack ? (
            <span className={classes.actions}>
              <Button variant="default" loading={back.isPending} onClick={takeBack}>
                {t(state === 'returned' ? 'learning.assignments.again' : 'learning.assignments.takeBack')}
              </Button>
            </span>
          ) : null}
        </section>
      )}
      {state === 'draft' && handIns.length > 0 ? (
        <details className={classes.card}>
          <summary>{t('learning.assignments.before')}</summary>
          <HandIns handIns={handIns} timeZone={timeZone} />
        </details>
      ) : null}
      {preview ? null : (
        <Comments
          comments={comments}
          timeZone={timeZone}
          hint={t('learning.assignments.comments.toTeachers')}
          say={(text, outcome) =>
            comment.mutate(
              { params, body: { text } },
              {
                ...outcome,
                onSuccess: (answer) => {
                  took(answer);
                  outcome.onSuccess();
                },
              },
            )
          }
        />
      )}
      {toast}
    </div>
  );
}
