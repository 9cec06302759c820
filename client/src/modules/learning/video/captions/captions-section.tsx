import { Button } from '@mantine/core';
import { videoContract, type Video } from '@quad/shared/learning';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../../platform/api';
import { save } from '../../../../platform/files';
import { Dialog, DialogActions } from '../../../../platform/ui/dialog';
import { useToast } from '../../../schools/ui/use-toast';
import { useRefusalText } from '../refusal-text';
import { useVideoChange } from '../video.queries';
import { AddCaptions } from './add-captions';
import { CaptionsEditor } from './captions-editor';
import classes from './captions.module.css';

/** The captions of a video: added, corrected, removed. */
export function CaptionsSection({ video, readOnly }: { video: Video; readOnly: boolean }) {
  const { t } = useTranslation();
  const why = useRefusalText();
  const { done, toast } = useToast();
  const { courseId, videoId } = video;
  const removal = useVideoChange(videoContract.removeCaptions, courseId);
  const [open, setOpen] = useState<string | null>(null);
  const [removing, setRemoving] = useState<Video['captions'][number] | null>(null);
  const [adding, setAdding] = useState(false);
  const download = (lang: string): void => {
    call(videoContract.captions, { params: { courseId, videoId, lang } }).then(
      ({ vtt }) =>
        save({ name: `${video.name}.${lang}.vtt`, content: new Blob([vtt], { type: 'text/vtt' }) }),
      (error: unknown) => done(why(error)),
    );
  };
  return (
    <section aria-label={t('learning.video.editor.captions')} className={classes.section}>
      <h3>{t('learning.video.editor.captions')}</h3>
      {video.captions.length === 0 ? <p className="soft">{t('learning.video.captions.none')}</p> : null}
      <ul className={classes.list}>
        {video.captions.map((caption) => {
          const { lang, label, cues } = caption;
          return (
            <li key={lang}>
              <p>
                <b>{label}</b>{' '}
                <span className="soft">
                  {lang} · {t('learning.video.captions.cues', { count: cues })}
                </span>
              </p>
              <div className={classes.buttons}>
                {readOnly ? null : (
                  <Button
                    variant="default"
                    aria-expanded={open === lang}
                    aria-label={t('learning.video.captions.correctOf', { label })}
                    onClick={() => setOpen(open === lang ? null : lang)}
                  >
                    {t('learning.video.captions.correct')}
                  </Button>
                )}
                <Button variant="subtle" onClick={() => download(lang)}>
                  {t('learning.video.captions.download')}
                </Button>
                {readOnly ? null : (
                  <Button
                    variant="subtle"
                    color="brick"
                    aria-label={t('learning.video.captions.removeOf', { label })}
                    onClick={() => setRemoving(caption)}
                  >
                    {t('learning.video.captions.remove')}
                  </Button>
                )}
              </div>
              {open === lang ? (
                <CaptionsEditor
                  {...{ video, lang }}
                  saved={() => {
                    setOpen(null);
                    done(t('learning.video.captions.saved'));
                  }}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
      {readOnly ? null : (
        <Button variant="default" className={classes.add ?? ''} onClick={() => setAdding(true)}>
          {t('learning.video.captions.add')}
        </Button>
      )}
      {adding ? (
        <AddCaptions
          video={video}
          close={() => setAdding(false)}
          added={() => done(t('learning.video.captions.saved'))}
        />
      ) : null}
      <Dialog
        opened={removing !== null}
        title={t('learning.video.captions.removeTitle')}
        close={() => setRemoving(null)}
      >
        <p>{t('learning.video.captions.removeMore', { label: removing?.label ?? '' })}</p>
        <DialogActions>
          <Button variant="default" onClick={() => setRemoving(null)}>
            {t('action.cancel')}
          </Button>
          <Button
            color="brick"
            loading={removal.isPending}
            onClick={() => {
              if (removing === null) return;
              const { lang, label } = removing;
              removal.mutate(
                { params: { courseId, videoId, lang } },
                {
                  onSuccess: () => done(t('learning.video.captions.removed', { label })),
                  onError: (error) => done(why(error)),
                  onSettled: () => setRemoving(null),
                },
              );
            }}
          >
            {t('learning.video.captions.remove')}
          </Button>
        </DialogActions>
      </Dialog>
      {toast}
    </section>
  );
}
