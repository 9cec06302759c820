import { Button } from '@mantine/core';
import { mostVideoBytes } from '@quad/shared/learning';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../../platform/session';
import { useBytes } from '../use-bytes';
import { videoKeys } from '../video.queries';
import classes from './upload.module.css';
import { flawOf, upload } from './uploads';

interface UploadButtonProps {
  courseId: string;
  /** once the server knows of the video; its bytes are still on their way */
  announced?: (videoId: string) => void;
}

/** Chooses a file and begins to upload it. The same file chosen again goes on where it ended. */
export function UploadButton({ courseId, announced }: UploadButtonProps) {
  const { t } = useTranslation();
  const { personId } = useMe();
  const bytes = useBytes();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [flaw, setFlaw] = useState<string | null>(null);
  const most = bytes(mostVideoBytes);

  const take = async (file: File): Promise<void> => {
    const wrong = flawOf(file);
    setFlaw(wrong === null ? null : t(`learning.video.upload.${wrong}`, { most, name: file.name }));
    if (wrong !== null) return;
    const videoId = await upload(personId, courseId, file);
    await client.invalidateQueries({ queryKey: videoKeys.course(courseId) });
    if (videoId !== null) announced?.(videoId);
  };

  return (
    <div className={classes.choose}>
      <Button
        variant="outline"
        leftSection={<IconUpload size={18} aria-hidden="true" />}
        onClick={() => input.current?.click()}
      >
        {t('learning.video.upload.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="video/*,.mkv"
        hidden
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          // the same file may be chosen again
          currentTarget.value = '';
          if (file !== undefined) void take(file);
        }}
      />
      <p className="soft">{t('learning.video.upload.more', { most })}</p>
      {flaw === null ? null : (
        <p role="alert" className={classes.flaw}>
          {flaw}
        </p>
      )}
    </div>
  );
}
