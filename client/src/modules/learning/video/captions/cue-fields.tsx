import { Textarea, TextInput } from '@mantine/core';
import { IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './captions.module.css';
import type { CueRow } from './cue-rows';

interface CueFieldsProps {
  row: CueRow;
  /** from 1 */
  number: number;
  edit: (part: Partial<CueRow>) => void;
  play: () => void;
  remove: () => void;
}

/** One caption: when it stands, and its words. */
export function CueFields({ row, number, edit, play, remove }: CueFieldsProps) {
  const { t } = useTranslation();
  const name = t('learning.video.captions.cue', { number });
  return (
    <li data-cue={row.key} className={classes.cue}>
      <button
        type="button"
        className={classes.icon}
        aria-label={t('learning.video.captions.play', { time: row.from })}
        onClick={play}
      >
        <IconPlayerPlay size={18} aria-hidden="true" />
      </button>
      <div className={classes.times}>
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            aria-label={`${name}: ${t(`learning.video.captions.${end}`)}`}
            value={row[end]}
            onChange={({ currentTarget: { value } }) => edit({ [end]: value })}
          />
        ))}
      </div>
      <Textarea
        className={classes.text ?? ''}
        aria-label={`${name}: ${t('learning.video.captions.text')}`}
        autosize
        minRows={1}
        maxRows={4}
        value={row.text}
        onChange={({ currentTarget: { value } }) => edit({ text: value })}
      />
      <button
        type="button"
        className={classes.icon}
        aria-label={t('learning.video.captions.deleteCue', { number })}
        onClick={remove}
      >
        <IconTrash size={18} aria-hidden="true" />
      </button>
    </li>
  );
}
