import { useQuery } from '@tanstack/react-query';
import { parseVtt, videoContract, type Video } from '@quad/shared/learning';
import type { Answer } from '@quad/shared/platform';
import { Button } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '../../../schools/ui/use-toast';
import { Loaded } from '../../../schools/ui/loaded';
import { seekTo } from '../player/seek';
import { PreviewPlayer } from '../preview-player';
import { isConflict, useRefusalText } from '../refusal-text';
import { captionsQuery, useVideoChange } from '../video.queries';
import classes from './captions.module.css';
import { CueFields } from './cue-fields';
import { msIn, rowsOfCues, vttOf, withCueAt, type CueRow } from './cue-rows';

type Captions = Answer<typeof videoContract.captions>;
const shownAtOnce = 50;

interface CaptionsEditorProps {
  video: Video;
  lang: string;
  saved: () => void;
}

/** Captions line by line beside the film. */
export function CaptionsEditor({ video: { courseId, videoId }, lang, saved }: CaptionsEditorProps) {
  const query = useQuery(captionsQuery(courseId, videoId, lang));
  return (
    <Loaded query={query} heights={[220, 52, 52, 52]}>
      {(captions) => (
        <Cues {...{ courseId, videoId, captions, saved }} theirs={async () => (await query.refetch()).data} />
      )}
    </Loaded>
  );
}

interface CuesProps {
  courseId: string;
  videoId: string;
  captions: Captions;
  /** as the server has them now */
  theirs: () => Promise<Captions | undefined>;
  saved: () => void;
}

function cuesIn(vtt: string): CueRow[] {
  const parsed = parseVtt(vtt);
  return 'cues' in parsed ? rowsOfCues(parsed.cues) : [];
}

function Cues({ courseId, videoId, captions, theirs, saved }: CuesProps) {
  const { t } = useTranslation();
  const why = useRefusalText();
  const { done, toast } = useToast();
  const player = useRef<HTMLVideoElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const [rows, setRows] = useState(() => cuesIn(captions.vtt));
  const [version, setVersion] = useState(captions.version);
  const [shown, setShown] = useState(shownAtOnce);
  const [flaw, setFlaw] = useState<string | null>(null);
  const change = useVideoChange(videoContract.setCaptions, courseId);
  const { lang, label } = captions;

  const store = (over: number): void => {
    const made = vttOf(rows);
    setFlaw('flaw' in made ? t('learning.video.captions.badTime', { number: made.flaw }) : null);
    if ('flaw' in made) return;
    const body = { label, vtt: made.vtt, version: over };
    change.mutate({ params: { courseId, videoId, lang }, body }, { onSuccess: saved });
  };
  const settle = async (whose: 'mine' | 'theirs'): Promise<void> => {
    const now = await theirs();
    if (now === undefined) return;
    setVersion(now.version);
    change.reset();
    if (whose === 'mine') store(now.version);
    else setRows(cuesIn(now.vtt));
  };
  const play = (from: string): void => {
    seekTo(player.current, (msIn(from) ?? 0) / 1_000);
    void player.current?.play().then(undefined, () => undefined);
  };
  const toKey = (key: number | undefined): void =>
    list.current?.querySelector<HTMLElement>(`[data-cue="${key ?? ''}"] textarea`)?.focus();
  const onKeys = (event: KeyboardEvent): void => {
    if (!event.altKey) return;
    const item = (event.target as HTMLElement).closest<HTMLElement>('[data-cue]');
    const index = rows.findIndex(({ key }) => String(key) === item?.dataset['cue']);
    if (index === -1) return;
    if (event.key === 'ArrowDown') toKey(rows[index + 1]?.key);
    else if (event.key === 'ArrowUp') toKey(rows[index - 1]?.key);
    else if (event.key === 'Enter') play(rows[index]?.from ?? '0');
    else return;
    event.preventDefault();
  };
  const add = (): void => {
    const added = withCueAt(rows, player.current?.currentTime ?? 0);
    setRows(added.rows);
    setShown(Math.max(shown, added.rows.findIndex(({ key }) => key === added.key) + 1));
    setTimeout(() => toKey(added.key));
  };
  const edit = (key: number, part: Partial<CueRow>): void =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));

  return (
    <div className={classes.editor}>
      <div className={classes.film}>
        <PreviewPlayer
          {...{ courseId, videoId }}
          video={player}
          label={t('learning.video.captions.correctOf', { label })}
        />
        <p className="soft">{t('learning.video.captions.keys')}</p>
      </div>
      <div className={classes.lines}>
        {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions -- keys of the fields inside */}
        <ol ref={list} aria-label={t('learning.video.captions.list')} onKeyDown={onKeys}>
          {rows.slice(0, shown).map((row, index) => (
            <CueFields
              key={row.key}
              {...{ row, number: index + 1 }}
              edit={(part) => edit(row.key, part)}
              play={() => play(row.from)}
              remove={() => {
                setRows(rows.filter(({ key }) => key !== row.key));
                done(t('learning.video.captions.deleted'), () => setRows(rows));
              }}
            />
          ))}
        </ol>
        {rows.length > shown ? (
          <Button variant="default" onClick={() => setShown(shown + shownAtOnce)}>
            {t('learning.video.captions.more', { count: Math.min(shownAtOnce, rows.length - shown) })}
          </Button>
        ) : null}
        {flaw === null && change.error === null ? null : (
          <div role="alert" className={classes.refusal}>
            {flaw ?? (isConflict(change.error) ? t('learning.video.captions.conflict') : why(change.error))}
          </div>
        )}
        <div className={classes.buttons}>
          <Button variant="default" onClick={add}>
            {t('learning.video.captions.addCue')}
          </Button>
          {isConflict(change.error) ? (
            <>
              <Button variant="default" onClick={() => void settle('theirs')}>
                {t('learning.video.captions.takeTheirs')}
              </Button>
              <Button onClick={() => void settle('mine')}>{t('learning.video.captions.keepMine')}</Button>
            </>
          ) : (
            <Button loading={change.isPending} onClick={() => store(version)}>
              {t('learning.video.captions.save')}
            </Button>
          )}
        </div>
      </div>
      {toast}
    </div>
  );
}
