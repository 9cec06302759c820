import { IconClock } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../../platform/clock';
import classes from './taking.module.css';

interface AttemptTimerProps {
  /** the district's clock, ms */
  endsAt: number;
  over: () => void;
}

/** How long there is left. Said aloud twice, at five minutes and at one: a voice each second would drown the questions. */
export function AttemptTimer({ endsAt, over }: AttemptTimerProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(() => secondsLeft(endsAt));
  const onOver = useEffectEvent(over);
  useEffect(() => {
    const timer = setInterval(() => {
      const now = secondsLeft(endsAt);
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      onOver();
    }, 1_000);
    return () => clearInterval(timer);
  }, [endsAt]);
  const said = left > 300 || left === 0 ? '' : left > 60 ? 'five' : 'one';
  return (
    <span className={classes.timer} data-soon={left <= 60 || undefined}>
      <IconClock size={18} aria-hidden="true" />
      <span className="num" role="timer" aria-label={t('learning.quizzes.take.left')}>
        {digits(left)}
      </span>
      <span role="status" className="hidden-text">
        {said === '' ? '' : t(`learning.quizzes.take.${said}`)}
      </span>
    </span>
  );
}

function secondsLeft(endsAt: number): number {
  return Math.max(0, Math.ceil((endsAt - clock.now()) / 1_000));
}

/** “4:05”, “1:04:05” */
function digits(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, n) => (n === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
