import { Button, Textarea, TextInput } from '@mantine/core';
import {
  assignmentContract,
  rubricPoints,
  type SubmissionDetail,
  type SubmissionGrade,
} from '@quad/shared/learning';
import { useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber, momentAt } from '../../../platform/dates';
import { useRefusalText } from '../video/refusal-text';
import classes from './assignments.module.css';
import { useGradeChange } from './assignments.queries';
import { usePointsWords } from './due-words';
import { numberIn } from './number-field';
import { RubricView } from './rubric-view';

interface GradeFormProps {
  work: SubmissionDetail;
  courseId: string;
  lessonId: string;
  next: () => void;
}

/** Points or levels and what is said to them; Ctrl and Enter gives it back and goes on. */
export function GradeForm({ work, courseId, lessonId, next }: GradeFormProps) {
  const { t } = useTranslation();
  const words = useRefusalText();
  const pointsWords = usePointsWords();
  const { grade, assignment, of, version, personId, state, mayEdit, timeZone, waiting } = work;
  const { rubric } = assignment;
  const [points, setPoints] = useState(grade === null ? '' : String(grade.given));
  const [levels, setLevels] = useState<SubmissionGrade['levels']>(grade?.levels ?? []);
  const [feedback, setFeedback] = useState(grade?.feedback ?? '');
  const [refused, setRefused] = useState<unknown>(null);
  const send = useGradeChange(assignmentContract.gradeSubmission, courseId);
  const given = rubric.length > 0 ? rubricPoints(rubric, levels) : numberIn(points, { min: 0, max: of });
  const canGrade = mayEdit && state !== 'missing' && state !== 'draft';
  const save = (giveBack: boolean): void => {
    if (given === null || !canGrade) return;
    const chosen = rubric.length > 0 ? { points: null, levels } : { points: given, levels: [] };
    send.mutate(
      { params: { courseId, lessonId, personId }, body: { version, ...chosen, feedback, giveBack } },
      {
        onSuccess: () => {
          setRefused(null);
          if (giveBack) next();
        },
        onError: setRefused,
      },
    );
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    save(true);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
  };
  return (
    <form className={classes.card} onSubmit={submit} aria-label={t('learning.assignments.grade.title')}>
      <div className={classes.head}>
        <h2>{t('learning.assignments.grade.title')}</h2>
        <span className={classes.points} aria-live="polite">
          {pointsWords(given, of)}
        </span>
      </div>
      {rubric.length > 0 ? (
        <RubricView
          rubric={rubric}
          levels={levels}
          {...(canGrade && {
            choose: (criterionId, level) =>
              setLevels([
                ...levels.filter((each) => each.criterionId !== criterionId),
                { criterionId, level },
              ]),
          })}
        />
      ) : (
        <TextInput
          label={t('learning.assignments.grade.points', { of: formatNumber(of) })}
          inputMode="decimal"
          disabled={!canGrade}
          value={points}
          error={
            points !== '' && given === null
              ? t('learning.assignments.editor.range', { min: 0, max: of })
              : undefined
          }
          onChange={(event) => setPoints(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('learning.assignments.grade.feedback')}
        autosize
        minRows={3}
        maxLength={10_000}
        disabled={!canGrade}
        value={feedback}
        onKeyDown={press}
        onChange={(event) => setFeedback(event.currentTarget.value)}
      />
      {grade !== null && grade.given !== grade.points ? (
        <p className="soft">
          {t('learning.assignments.lateTook', {
            given: formatNumber(grade.given),
            less: formatNumber(Math.round((grade.given - grade.points) * 100) / 100),
          })}
        </p>
      ) : null}
      {grade === null ? null : (
        <p className="soft num">
          {t('learning.assignments.gradedBy', { by: grade.by, when: momentAt(grade.at, timeZone) })}
        </p>
      )}
      {refused === null ? null : (
        <p role="alert" className={classes.refusal}>
          {words(refused)}
        </p>
      )}
      {canGrade ? (
        <span className={classes.actions}>
          <Button type="submit" loading={send.isPending} disabled={given === null}>
            {t('learning.assignments.grade.returnNext')}
          </Button>
          <Button variant="default" disabled={given === null || send.isPending} onClick={() => save(false)}>
            {t('learning.assignments.grade.keep')}
          </Button>
        </span>
      ) : null}
      <span className={classes.actions}>
        <Button variant="subtle" onClick={next}>
          {t('learning.assignments.grade.next')}
        </Button>
        {waiting === 0 ? null : (
          <span className="soft num">{t('learning.assignments.grade.waiting', { count: waiting })}</span>
        )}
      </span>
      <p className="soft">{t('learning.assignments.grade.keys')}</p>
    </form>
  );
}
