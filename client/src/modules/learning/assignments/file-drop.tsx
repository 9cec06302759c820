import { courseFileBytes, courseFileTypes } from '@quad/shared/learning';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './assignments.module.css';

interface FileDropProps {
  /** how many more may be added */
  room: number;
  busy: string | null;
  add: (file: File) => void;
}

/** Takes files that are dropped or picked, for a browser's own field takes both; what is of another kind or too big is said at once. */
export function FileDrop({ room, busy, add }: FileDropProps) {
  const { t } = useTranslation();
  const id = useId();
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const take = (files: FileList | null): void => {
    const given = [...(files ?? [])].slice(0, room);
    const refused = given.find((file) => !isAcceptable(file));
    setWrong(refused?.name ?? null);
    for (const file of given.filter(isAcceptable)) add(file);
  };
  return (
    <>
      <div className={classes.drop} data-over={over}>
        <b id={id}>{t('learning.assignments.files.add')}</b>
        <span className="soft">{t('learning.assignments.files.hint', { count: room })}</span>
        <input
          type="file"
          multiple
          aria-labelledby={id}
          accept={courseFileTypes.join(',')}
          disabled={busy !== null}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
          onChange={(event) => {
            take(event.currentTarget.files);
            // the same file may be chosen again after it was taken away
            event.currentTarget.value = '';
          }}
        />
      </div>
      <p role="status" className="soft">
        {busy === null ? '' : t('learning.assignments.files.adding', { name: busy })}
      </p>
      {wrong === null ? null : (
        <p role="alert" className={classes.refusal}>
          {t('learning.assignments.files.wrong', { name: wrong })}
        </p>
      )}
    </>
  );
}

function isAcceptable({ type, size }: File): boolean {
  return (courseFileTypes as readonly string[]).includes(type) && size > 0 && size <= courseFileBytes;
}
