import type { BodyOf } from '@quad/shared/learning';
import { useTranslation } from 'react-i18next';
import type { EditSlot } from './edit-slot';
import { HtmlEditor } from './html-editor';

/** A lesson to be read. */
export function TextEditor({ course, body, change, readOnly }: EditSlot<BodyOf<'text'>>) {
  const { t } = useTranslation();
  return (
    <HtmlEditor
      courseId={course.courseId}
      label={t('learning.courses.text')}
      html={body.html}
      change={(html) => change({ ...body, html })}
      readOnly={readOnly}
    />
  );
}
