import { NativeSelect, TextInput } from '@mantine/core';
import { pointsOf, type AssignmentBody, type BodyOf } from '@quad/shared/learning';
import { instantOf, wallClock } from '@quad/shared/platform';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../platform/session';
import admin from '../../schools/ui/admin.module.css';
import type { EditSlot } from '../courses/edit-slot';
import { HtmlEditor } from '../courses/html-editor';
import { NumberField } from './number-field';
import { RubricEditor } from './rubric-editor';

const lateKinds = ['taken', 'less', 'refused'] as const;
type Late = AssignmentBody['late'];

/** What is to be handed in, by when, and how it is graded. */
export function AssignmentEditor({
  course: { courseId },
  body,
  change,
  readOnly,
}: EditSlot<BodyOf<'assignment'>>) {
  const { t } = useTranslation();
  const { timeZone } = useMe().clock;
  const due = body.dueAt === null ? null : wallClock(body.dueAt, timeZone);
  const dueOn = (date: string, time: string): void =>
    change({ ...body, dueAt: date === '' || time === '' ? null : instantOf(date, time, timeZone) });
  const { late } = body;
  return (
    <div className={admin.stack}>
      <HtmlEditor
        courseId={courseId}
        label={t('learning.assignments.editor.what')}
        html={body.html}
        change={(html) => change({ ...body, html })}
        readOnly={readOnly}
      />
      <fieldset className={admin.plain} disabled={readOnly}>
        <legend className="hidden-text">{t('learning.assignments.editor.rules')}</legend>
        <div className={admin.pair}>
          <TextInput
            type="date"
            label={t('learning.assignments.editor.due')}
            description={t('learning.assignments.editor.dueHint')}
            inputWrapperOrder={['label', 'input', 'description']}
            value={due?.date ?? ''}
            onChange={(event) => dueOn(event.currentTarget.value, due?.time ?? '23:59')}
          />
          <TextInput
            type="time"
            label={t('learning.assignments.editor.time')}
            disabled={due === null}
            value={due?.time ?? '23:59'}
            onChange={(event) => dueOn(due?.date ?? '', event.currentTarget.value)}
          />
        </div>
        {due === null ? null : (
          <>
            <NativeSelect
              size="md"
              label={t('learning.assignments.editor.late')}
              data={lateKinds.map((value) => ({
                value,
                label: t(`learning.assignments.editor.lateKind.${value}`),
              }))}
              value={late.kind}
              onChange={(event) => change({ ...body, late: lateOf(event.currentTarget.value) })}
            />
            {late.kind === 'less' ? (
              <div className={admin.pair}>
                <NumberField
                  label={t('learning.assignments.editor.perDay')}
                  value={Math.round(late.perDay * 1_000) / 10}
                  min={0}
                  max={100}
                  change={(percent) => change({ ...body, late: { ...late, perDay: percent / 100 } })}
                />
                <NumberField
                  label={t('learning.assignments.editor.days')}
                  value={late.days}
                  min={1}
                  max={60}
                  whole
                  change={(days) => change({ ...body, late: { ...late, days } })}
                />
              </div>
            ) : null}
          </>
        )}
        <div className={admin.pair}>
          {body.rubric.length > 0 ? (
            <TextInput
              readOnly
              label={t('learning.assignments.editor.points')}
              description={t('learning.assignments.editor.byRubric')}
              inputWrapperOrder={['label', 'input', 'description']}
              value={String(pointsOf(body))}
            />
          ) : (
            <NumberField
              label={t('learning.assignments.editor.points')}
              value={body.points}
              min={0}
              max={1_000}
              change={(points) => change({ ...body, points })}
            />
          )}
          <NumberField
            label={t('learning.assignments.editor.files')}
            value={body.mostFiles}
            min={0}
            max={10}
            whole
            change={(mostFiles) => change({ ...body, mostFiles })}
          />
        </div>
      </fieldset>
      <RubricEditor
        rubric={body.rubric}
        change={(rubric) => change({ ...body, rubric })}
        readOnly={readOnly}
      />
    </div>
  );
}

function lateOf(kind: string): Late {
  if (kind === 'less') return { kind: 'less', perDay: 0.1, days: 5 };
  return { kind: kind === 'refused' ? 'refused' : 'taken' };
}
