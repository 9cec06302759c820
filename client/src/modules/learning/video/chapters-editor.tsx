import { Button, TextInput } from '@mantine/core';
import { videoContract, type Video } from '@quad/shared/learning';
import { IconTrash } from '@tabler/icons-react';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '../../schools/ui/use-toast';
import { flawsOf, rowsOf, chaptersIn, type ChapterRow } from './chapter-rows';
import classes from './chapters-editor.module.css';
import { isConflict, useRefusalText } from './refusal-text';
import { useVideoChange } from './video.queries';
import { clockWords } from './video-time';

interface ChaptersEditorProps {
  video: Video;
  readOnly: boolean;
  player: RefObject<HTMLVideoElement | null>;
}

/** Where the chapters of a video begin and what they are called. */
export function ChaptersEditor({ video, readOnly, player }: ChaptersEditorProps) {
  const { t } = useTranslation();
  const why = useRefusalText();
  const { done, toast } = useToast();
  const change = useVideoChange(videoContract.changeVideo, video.courseId);
  /** null: as the server has them */
  const [own, setOwn] = useState<{ rows: ChapterRow[]; version: number } | null>(null);
  const rows = own?.rows ?? rowsOf(video.chapters);
  const [checked, setChecked] = useState(false);
  const flaws = flawsOf(rows, video.duration);
  const put = (next: ChapterRow[]): void => setOwn({ rows: next, version: own?.version ?? video.version });
  const edit = (key: string, part: Partial<ChapterRow>): void =>
    put(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = (): void => {
    const at = clockWords(player.current?.currentTime ?? 0);
    put([...rows, { key: String(Date.now()), at, title: '' }]);
  };
  const save = (version: number): void => {
    setChecked(true);
    if (flaws.size > 0) return;
    const { courseId, videoId } = video;
    change.mutate(
      { params: { courseId, videoId }, body: { version, chapters: chaptersIn(rows) } },
      {
        onSuccess: () => {
          setOwn(null);
          setChecked(false);
          done(t('learning.video.chaptersEditor.saved'));
        },
      },
    );
  };
  return (
    <section aria-label={t('learning.video.editor.chapters')} className={classes.section}>
      <h3>{t('learning.video.editor.chapters')}</h3>
      {rows.length === 0 ? <p className="soft">{t('learning.video.chaptersEditor.none')}</p> : null}
      <ol className={classes.rows}>
        {rows.map((row) => {
          const flaw = checked ? flaws.get(row.key) : undefined;
          const end = clockWords(video.duration ?? 0);
          const error = (field: 'at' | 'title'): string | null =>
            flaw?.field === field ? t(`learning.video.chaptersEditor.${flaw.kind}`, { time: end }) : null;
          return (
            <li key={row.key}>
              <TextInput
                className={classes.at ?? ''}
                aria-label={t('learning.video.chaptersEditor.at')}
                inputMode="numeric"
                {...{ value: row.at, readOnly, error: error('at') }}
                onChange={({ currentTarget: { value } }) => edit(row.key, { at: value })}
              />
              <TextInput
                className={classes.title ?? ''}
                aria-label={t('learning.video.chaptersEditor.title')}
                placeholder={t('learning.video.chaptersEditor.title')}
                maxLength={120}
                {...{ value: row.title, readOnly, error: error('title') }}
                onChange={({ currentTarget: { value } }) => edit(row.key, { title: value })}
              />
              {readOnly ? null : (
                <button
                  type="button"
                  className={classes.remove}
                  aria-label={t('learning.video.chaptersEditor.remove', { title: row.title })}
                  onClick={() => {
                    put(rows.filter(({ key }) => key !== row.key));
                    done(t('learning.video.chaptersEditor.removed'), () => put(rows));
                  }}
                >
                  <IconTrash size={20} aria-hidden="true" />
                </button>
              )}
            </li>
          );
        })}
      </ol>
      {change.error === null ? null : (
        <p role="alert" className={classes.refusal}>
          {isConflict(change.error) ? t('learning.video.chaptersEditor.conflict') : why(change.error)}
        </p>
      )}
      {readOnly ? null : (
        <div className={classes.buttons}>
          <Button variant="default" onClick={add} disabled={rows.length >= 100}>
            {t('learning.video.chaptersEditor.add')}
          </Button>
          {own === null ? null : (
            <Button
              loading={change.isPending}
              // whoever was told of a conflict has looked at it
              onClick={() => save(isConflict(change.error) ? video.version : own.version)}
            >
              {t('learning.video.chaptersEditor.save')}
            </Button>
          )}
          {own !== null && isConflict(change.error) ? (
            <Button variant="subtle" onClick={() => setOwn(null)}>
              {t('learning.video.chaptersEditor.reload')}
            </Button>
          ) : null}
        </div>
      )}
      {toast}
    </section>
  );
}
