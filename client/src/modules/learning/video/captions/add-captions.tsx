import { FileInput, TextInput } from '@mantine/core';
import { videoContract, type Video } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../../schools/ui/form-dialog';
import { useRefusalText } from '../refusal-text';
import { useVideoChange } from '../video.queries';
import classes from './captions.module.css';

interface AddCaptionsProps {
  video: Video;
  close: () => void;
  added: () => void;
}

/** Captions from a .vtt file; in a language there are some in already, they take the place of those. */
export function AddCaptions({ video, close, added }: AddCaptionsProps) {
  const { t } = useTranslation();
  const why = useRefusalText();
  const [file, setFile] = useState<File | null>(null);
  const [lang, setLang] = useState('en');
  const [label, setLabel] = useState('English');
  const change = useVideoChange(videoContract.setCaptions, video.courseId);
  const submit = async (): Promise<void> => {
    if (file === null) return;
    const { courseId, videoId } = video;
    const version = video.captions.find((each) => each.lang === lang)?.version ?? 0;
    const body = { label, vtt: await file.text(), version };
    change.mutate(
      { params: { courseId, videoId, lang }, body },
      {
        onSuccess: () => {
          added();
          close();
        },
      },
    );
  };
  return (
    <FormDialog
      title={t('learning.video.captions.add')}
      close={close}
      submit={() => void submit()}
      pending={change.isPending}
      error={null}
      disabled={file === null || label.trim() === '' || !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(lang)}
    >
      <FileInput
        size="md"
        label={t('learning.video.captions.upload')}
        accept=".vtt,text/vtt"
        value={file}
        onChange={setFile}
        data-autofocus
      />
      <TextInput
        label={t('learning.video.captions.lang')}
        description={t('learning.video.captions.langMore')}
        value={lang}
        maxLength={20}
        onChange={({ currentTarget: { value } }) => setLang(value.trim())}
      />
      <TextInput
        label={t('learning.video.captions.label')}
        value={label}
        maxLength={60}
        onChange={({ currentTarget: { value } }) => setLabel(value)}
      />
      {change.error === null ? null : (
        <p role="alert" className={classes.refusal}>
          {t('learning.video.captions.refused', { why: why(change.error) })}
        </p>
      )}
    </FormDialog>
  );
}
