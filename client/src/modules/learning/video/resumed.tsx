import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockWords } from './video-time';
import classes from './video-lesson.module.css';

/** Says where it goes on; the way back to the beginning stands until it is taken. */
export function Resumed({ at, startOver }: { at: number; startOver: () => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  if (over) return null;
  return (
    <p className="soft">
      {t('learning.video.resumed', { time: clockWords(at) })} ·{' '}
      <button
        type="button"
        className={classes.inline}
        onClick={() => {
          setOver(true);
          startOver();
        }}
      >
        {t('learning.video.startOver')}
      </button>
    </p>
  );
}
