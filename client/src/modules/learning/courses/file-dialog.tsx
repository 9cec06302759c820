import { TextInput } from '@mantine/core';
import { courseFileBytes, courseFileTypes, filesContract } from '@quad/shared/learning';
import type { Editor } from '@tiptap/react';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../platform/api';
import { FormDialog } from '../../schools/ui/form-dialog';
import admin from '../../schools/ui/admin.module.css';

interface FileDialogProps {
  editor: Editor;
  courseId: string;
  close: () => void;
}

/** Puts a picture, or a link to a file, where the text cursor is. */
export function FileDialog({ editor, courseId, close }: FileDialogProps) {
  const { t } = useTranslation();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [words, setWords] = useState('');
  const send = useMutation({
    mutationFn: (chosen: File) =>
      call(filesContract.addFile, { params: { courseId }, query: { name: nameOf(chosen) }, file: chosen }),
    onSuccess: ({ url, name, type }) => {
      const said = words.trim();
      const isPicture = type.startsWith('image/');
      const shown = said === '' ? name : said;
      const link = { type: 'text', text: shown, marks: [{ type: 'link', attrs: { href: url } }] };
      if (isPicture) editor.chain().focus().setImage({ src: url, alt: said }).run();
      else editor.chain().focus().insertContent(link).run();
      close();
    },
  });
  const fault = file === null ? null : faultOf(file);
  const isPicture = file?.type.startsWith('image/') === true;
  return (
    <FormDialog
      title={t('learning.courses.format.file')}
      close={close}
      submit={() => {
        if (file !== null && fault === null) send.mutate(file);
      }}
      pending={send.isPending}
      error={send.error}
      label={t('learning.courses.file.add')}
      disabled={file === null || fault !== null}
    >
      <div>
        <label htmlFor={id}>{t('learning.courses.file.choose')}</label>
        <input
          id={id}
          type="file"
          className={admin.tick}
          accept={courseFileTypes.join(',')}
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
        <p className="soft">{t('learning.courses.file.hint')}</p>
      </div>
      {fault === null ? null : (
        <p role="alert" className={admin.refusal}>
          {t(`learning.courses.file.${fault}`)}
        </p>
      )}
      <TextInput
        label={t(isPicture ? 'learning.courses.file.alt' : 'learning.courses.linkWords')}
        description={isPicture ? t('learning.courses.file.altHint') : undefined}
        maxLength={200}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

const nameOf = ({ name }: File): string => name.trim().slice(-120) || 'file';

function faultOf({ type, size }: File): 'wrongType' | 'tooBig' | null {
  if (!courseFileTypes.some((each) => each === type)) return 'wrongType';
  return size > courseFileBytes ? 'tooBig' : null;
}
