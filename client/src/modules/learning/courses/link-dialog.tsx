import { Button, TextInput } from '@mantine/core';
import { lessonBody } from '@quad/shared/learning';
import type { Editor } from '@tiptap/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../schools/ui/form-dialog';

/** Where the selected text leads; without a selection the address itself is written. */
export function LinkDialog({ editor, close }: { editor: Editor; close: () => void }) {
  const { t } = useTranslation();
  const [url, setUrl] = useState(() => {
    const href: unknown = editor.getAttributes('link')['href'];
    return typeof href === 'string' ? href : '';
  });
  const [words, setWords] = useState('');
  const address = addressOf(url);
  const needsWords = editor.state.selection.empty && !editor.isActive('link');
  const submit = (): void => {
    if (address === null) return;
    const shown = words.trim() === '' ? address : words.trim();
    const link = { type: 'text', text: shown, marks: [{ type: 'link', attrs: { href: address } }] };
    if (needsWords) editor.chain().focus().insertContent(link).run();
    else editor.chain().focus().extendMarkRange('link').setLink({ href: address }).run();
    close();
  };
  const unlink = (): void => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
    close();
  };
  return (
    <FormDialog
      title={t('learning.courses.format.link')}
      close={close}
      submit={submit}
      pending={false}
      error={null}
      disabled={address === null}
    >
      <TextInput
        required
        data-autofocus
        type="url"
        inputMode="url"
        label={t('learning.courses.address')}
        placeholder="https://"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      {needsWords ? (
        <TextInput
          label={t('learning.courses.linkWords')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      ) : null}
      {editor.isActive('link') ? (
        <Button variant="subtle" onClick={unlink}>
          {t('learning.courses.unlink')}
        </Button>
      ) : null}
    </FormDialog>
  );
}

/** Who writes `example.org` means a page of the web. @returns null for what the server would not take as an address */
export function addressOf(typed: string): string | null {
  const trimmed = typed.trim();
  if (trimmed === '') return null;
  const url = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
  return lessonBody.safeParse({ kind: 'link', url, html: '' }).success ? url : null;
}
