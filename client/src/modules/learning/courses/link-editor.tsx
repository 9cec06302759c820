import { TextInput } from '@mantine/core';
import type { BodyOf } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import admin from '../../schools/ui/admin.module.css';
import type { EditSlot } from './edit-slot';
import { HtmlEditor } from './html-editor';
import { addressOf } from './link-dialog';

/** A page elsewhere, with words about it. */
export function LinkEditor({ course, body, change, readOnly }: EditSlot<BodyOf<'link'>>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(body.url);
  const address = addressOf(typed);
  // somebody else's address, once it is another than what was typed here
  const [from, setFrom] = useState(body.url);
  if (body.url !== from) {
    setFrom(body.url);
    if (body.url !== address) setTyped(body.url);
  }
  return (
    <div className={admin.stack}>
      <TextInput
        required
        type="url"
        inputMode="url"
        label={t('learning.courses.address')}
        error={address === null ? t('learning.courses.noAddress') : undefined}
        maxLength={2_000}
        readOnly={readOnly}
        value={typed}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setTyped(value);
          const url = addressOf(value);
          if (url !== null) change({ ...body, url });
        }}
      />
      <HtmlEditor
        courseId={course.courseId}
        label={t('learning.courses.linkText')}
        html={body.html}
        change={(html) => change({ ...body, html })}
        readOnly={readOnly}
      />
    </div>
  );
}
