import { NativeSelect, TextInput } from '@mantine/core';
import { feedbackRules, type BodyOf } from '@quad/shared/learning';
import { instantOf, wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../../platform/session';
import type { EditSlot } from '../courses/edit-slot';
import { HtmlEditor } from '../courses/html-editor';
import { ChosenQuestions } from './chosen-questions';
import { DrawRules } from './draw-rules';
import classes from './editor.module.css';

/** Which questions a quiz asks, and by what rules. */
export function QuizEditor({ course, lessonId, body, change, readOnly }: EditSlot<BodyOf<'quiz'>>) {
  const { t } = useTranslation();
  const { courseId } = course;
  return (
    <div className={classes.form}>
      <p>
        <Link to={`/courses/${courseId}/lessons/${lessonId}/attempts`}>
          {t('learning.quizzes.rules.toAttempts')}
        </Link>
      </p>
      <HtmlEditor
        courseId={courseId}
        label={t('learning.quizzes.rules.before')}
        html={body.html}
        change={(html) => change({ ...body, html })}
        readOnly={readOnly}
      />
      <ChosenQuestions {...{ courseId, readOnly }} body={body} change={change} />
      <DrawRules {...{ courseId, readOnly }} body={body} change={change} />
      <Rules {...{ body, change, readOnly }} />
    </div>
  );
}

type RulesProps = Pick<EditSlot<BodyOf<'quiz'>>, 'body' | 'change' | 'readOnly'>;

function Rules({ body, change, readOnly }: RulesProps) {
  const { t } = useTranslation();
  const whole = (text: string, most: number): number =>
    Math.min(most, Math.max(0, Math.trunc(Number(text)) || 0));
  return (
    <fieldset className={classes.plain} disabled={readOnly}>
      <legend>{t('learning.quizzes.rules.title')}</legend>
      <div className={classes.row}>
        <TextInput
          label={t('learning.quizzes.rules.minutes')}
          description={t('learning.quizzes.rules.minutesHint')}
          size="md"
          inputMode="numeric"
          value={body.minutes ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const minutes = whole(value, 600);
            change({ ...body, minutes: minutes === 0 ? null : minutes });
          }}
        />
        <TextInput
          label={t('learning.quizzes.rules.attempts')}
          description={t('learning.quizzes.rules.attemptsHint')}
          size="md"
          inputMode="numeric"
          value={body.attempts === 0 ? '' : body.attempts}
          onChange={({ currentTarget: { value } }) => change({ ...body, attempts: whole(value, 50) })}
        />
        <TextInput
          label={t('learning.quizzes.rules.passAt')}
          description={t('learning.quizzes.rules.passAtHint')}
          size="md"
          inputMode="numeric"
          rightSection="%"
          value={Math.round(body.passAt * 100)}
          onChange={({ currentTarget: { value } }) => change({ ...body, passAt: whole(value, 100) / 100 })}
        />
      </div>
      <div className={classes.row}>
        <NativeSelect
          label={t('learning.quizzes.rules.feedback')}
          size="md"
          value={body.feedback}
          data={feedbackRules.map((value) => ({ value, label: t(`learning.quizzes.rules.shows.${value}`) }))}
          onChange={({ currentTarget: { value } }) => {
            const feedback = feedbackRules.find((each) => each === value);
            if (feedback !== undefined) change({ ...body, feedback });
          }}
        />
        <ClosesAt {...{ body, change }} />
      </div>
      {body.feedback === 'afterClose' && body.closesAt === null ? (
        <p className="soft">{t('learning.quizzes.rules.neverCloses')}</p>
      ) : null}
      <label className={classes.tick}>
        <input
          type="checkbox"
          checked={body.shuffle}
          onChange={({ currentTarget: { checked } }) => change({ ...body, shuffle: checked })}
        />
        {t('learning.quizzes.rules.shuffle')}
      </label>
    </fieldset>
  );
}

/** Written as the school's wall shows it, kept as a moment. */
function ClosesAt({ body, change }: Pick<RulesProps, 'body' | 'change'>) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const wall = body.closesAt === null ? null : wallClock(body.closesAt, timeZone);
  return (
    <TextInput
      type="datetime-local"
      label={t('learning.quizzes.rules.closes')}
      description={t('learning.quizzes.rules.closesHint')}
      size="md"
      value={wall === null ? '' : `${wall.date}T${wall.time}`}
      onChange={({ currentTarget: { value } }) => {
        const [date = '', time = ''] = value.split('T');
        change({ ...body, closesAt: time === '' ? null : instantOf(date, time.slice(0, 5), timeZone) });
      }}
    />
  );
}
